import { journeyOf, messageField, openBoard, openExample, sessionOf, station } from './support/board';
import { readIcs } from './support/exports';
import { countMouseEvents, mouseEvents, pressOn, tabAround, tabTo } from './support/keyboard';
import { expectSaved } from './support/people';
import { expect, PHONE, test } from './support/test';
import { containing, say } from './support/words';

const PERSONA = 'Joke, 58';

test('the whole thread by keyboard alone (checks A2, A6, A9)', async ({ page }) => {
  test.setTimeout(180_000);
  const { keyboard } = page;
  await countMouseEvents(page);
  const grid = page.getByRole('grid');
  const dialog = page.getByRole('dialog');
  const joke = page.getByRole('row', { name: containing(PERSONA) });

  await test.step('open the example from the start page', async () => {
    await page.goto('/');
    await pressOn(page, page.getByRole('button', { name: say('start.example') }));
    await expect(page).toHaveURL(/\/sessions\/[\w-]{22}$/);
    await expectSaved(page);
  });

  await test.step('at most 15 stops to the first station (A6)', async () => {
    await page.reload();
    await expectSaved(page);
    expect(await tabTo(page, grid)).toBeLessThanOrEqual(15);
    await keyboard.press('ArrowRight');
    await expect(page.locator('[data-station]').first()).toBeFocused();
    await page.reload();
    await expectSaved(page);
    await keyboard.press('Tab');
    await expect(page.getByRole('link', { name: say('common.skip') })).toBeFocused();
    await keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
  });

  await test.step('add a persona; the focus comes back (A9)', async () => {
    const add = page.getByRole('toolbar').getByRole('button', { name: say('board.addPersona') });
    await pressOn(page, add);
    await keyboard.type(PERSONA);
    await pressOn(page, dialog.getByRole('button', { name: say('board.addPersona') }));
    await expect(dialog).toBeHidden();
    await expect(add).toBeFocused();
  });

  await test.step('a touchpoint in each of four phases', async () => {
    await tabTo(page, grid);
    await keyboard.press('Control+End');
    await keyboard.press('Home');
    await expect(joke.getByRole('rowheader').getByRole('button')).toBeFocused();
    for (const [at, title] of ['Folder', 'Koffieochtend', 'Proefweek', 'Bedankkaart'].entries()) {
      await keyboard.press('ArrowRight');
      await expect(joke.getByRole('gridcell').nth(at).getByRole('button')).toBeFocused();
      await keyboard.press('Enter');
      await keyboard.type(title);
      await keyboard.press('Enter');
      await expect(station(page, title)).toBeVisible();
      await keyboard.press('Escape');
      await expect(station(page, title)).toBeFocused();
      await keyboard.press('ArrowRight'); // the "+" behind it
    }
  });

  await test.step('message, emotion, peak and date in the sheet; Esc goes back to the station (A5, A9)', async () => {
    await keyboard.press('ArrowLeft');
    await expect(station(page, 'Bedankkaart')).toBeFocused();
    await keyboard.press('Enter');
    const sheet = page.getByRole('dialog', { name: 'Bedankkaart' });
    await tabTo(page, messageField(sheet));
    await keyboard.type('Dank je wel, Joke!');
    await tabTo(page, sheet.getByRole('radiogroup', { name: say('sheet.emotion') }));
    await keyboard.press('ArrowRight');
    await expect(sheet.getByRole('radio', { checked: true })).toHaveCount(1);
    while (!(await sheet.getByRole('radio', { name: /^\+2/ }).isChecked())) await keyboard.press('ArrowRight');
    await pressOn(page, sheet.getByRole('switch'), 'Space');
    await expect(sheet.getByRole('switch')).toBeChecked();
    await tabTo(page, sheet.getByRole('group', { name: say('sheet.plannedOn') }));
    await keyboard.type('16032027');
    await keyboard.press('Escape');
    await expect(sheet).toBeHidden();
    await expect(station(page, 'Bedankkaart')).toBeFocused();
    await expect(station(page, 'Bedankkaart')).toHaveAccessibleName(/16 maart 2027.*\+2.*piekmoment/);
  });

  const phaseOf = async (title: string) =>
    (await journeyOf(page, sessionOf(page))).touchpoints.find((touchpoint) => touchpoint.title === title)?.position
      .phase;

  await test.step('move with Alt and arrows, and with F2', async () => {
    await keyboard.press('Alt+ArrowLeft');
    await expect(station(page, 'Bedankkaart')).toBeFocused();
    await expect.poll(() => phaseOf('Bedankkaart')).toBe('sell');
    await keyboard.press('F2');
    const phase = dialog.getByRole('button', { name: containing(say('board.toPhase')) });
    await pressOn(page, phase);
    await expect(page.getByRole('option', { name: 'Care' })).toBeVisible();
    await keyboard.press('End');
    await keyboard.press('Enter');
    await expect(phase).toContainText('Care');
    await pressOn(page, dialog.getByRole('button', { name: say('board.moveHere'), exact: true }));
    await expect(dialog).toBeHidden();
    await expect(station(page, 'Bedankkaart')).toBeFocused();
    await expect.poll(() => phaseOf('Bedankkaart')).toBe('care');
  });

  await test.step('delete, restore from the bin, undo and redo', async () => {
    await keyboard.press('Delete');
    await expect(station(page, 'Bedankkaart')).toHaveCount(0);
    await expect(grid.locator('[data-stop]:focus')).toHaveCount(1);
    const bin = page.getByRole('toolbar').getByRole('button', { name: containing(say('board.bin')) });
    await pressOn(page, bin, 'Enter', 'Shift+Tab');
    await pressOn(page, dialog.getByRole('button', { name: say('board.restoreOne', { title: 'Bedankkaart' }) }));
    await expect(dialog.getByText(say('board.binEmpty'))).toBeVisible();
    await keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(bin).toBeFocused();
    await expect(station(page, 'Bedankkaart')).toBeVisible();
    await keyboard.press('Control+z');
    await expect(station(page, 'Bedankkaart')).toHaveCount(0);
    await keyboard.press('Control+Shift+z');
    await expect(station(page, 'Bedankkaart')).toBeVisible();
    await expectSaved(page);
  });

  await test.step('the calendar, and home with it', async () => {
    await pressOn(page, page.getByRole('link', { name: say('common.nav.calendar') }), 'Enter', 'Shift+Tab');
    await expect(page.getByRole('button', { name: '★ Bedankkaart', exact: true })).toBeVisible();
    const take = page.getByRole('button', { name: say('calendar.export') });
    await pressOn(page, take);
    await tabTo(page, dialog.getByRole('link', { name: containing(say('calendar.formats.ics')) }));
    const [file] = await Promise.all([page.waitForEvent('download'), keyboard.press('Enter')]);
    expect(await readIcs(await file.path())).toContainEqual(
      expect.objectContaining({
        title: 'Bedankkaart',
        day: '2027-03-16',
        persona: PERSONA,
        message: 'Dank je wel, Joke!',
      }),
    );
    await keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(take).toBeFocused();
  });

  expect(await mouseEvents(page), 'no hand touched a mouse').toBe(0);
});

test('Tab comes round on every page: no trap (checks A5)', async ({ page }) => {
  const sessionId = await openExample(page);
  await expect(page.getByRole('grid')).toBeVisible();
  const onBoard = await tabAround(page);
  expect(onBoard, 'the board is one stop, whatever is on it').toBeLessThan(25);
  await station(page, 'Poster in de hal').click();
  await expect(page.getByRole('dialog')).toBeVisible();
  // All of the sheet, and all that is beside it.
  expect(await tabAround(page)).toBeGreaterThan(onBoard + 10);
  await page.goto(`/sessions/${sessionId}/calendar`);
  await expect(page.getByRole('button', { name: 'Poster in de hal', exact: true })).toBeVisible();
  expect(await tabAround(page)).toBeGreaterThan(20);
});

test('on a phone the sheet keeps the focus, and Esc gives it back (checks A5, A9)', async ({ newPerson }) => {
  const phone = await newPerson(PHONE);
  const sessionId = await openExample(phone);
  await openBoard(phone, sessionId);
  const row = station(phone, 'Poster in de hal');
  await row.focus();
  await phone.keyboard.press('Enter');
  const sheet = phone.getByRole('dialog', { name: 'Poster in de hal' });
  await expect(sheet).toBeVisible();
  for (let stop = 0; stop < 30; stop += 1) {
    await phone.keyboard.press('Tab');
    expect(await sheet.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  }
  await phone.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(row).toBeFocused();
});
