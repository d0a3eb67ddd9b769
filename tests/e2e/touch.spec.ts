import type { Locator, Page } from '@playwright/test';
import { getCalendar } from '@/lib/api/sessions';
import { call } from './support/api';
import { createSession, journeyOf, messageField, station } from './support/board';
import { download, readIcs } from './support/exports';
import { asOrganiser, expectSaved } from './support/people';
import { feel, markPeak, moveByDialog, tap } from './support/sheet';
import { expect, PHONE, test } from './support/test';
import { containing, say } from './support/words';

const SIZES = [
  { width: 390, height: 844 },
  { width: 320, height: 568 },
];

/** Counts drags: a finger that went down, moved and came up elsewhere. */
async function countDrags(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const note = () => sessionStorage.setItem('drags', String(Number(sessionStorage.getItem('drags')) + 1));
    for (const event of ['touchmove', 'dragstart'])
      window.addEventListener(event, note, { capture: true, passive: true });
  });
}

/** Everything that can be tapped and is in view, smaller than a finger needs: 24 pixels, or 44 for the main ones (checks A19). */
const tooSmall = (scope: Locator, least: number) =>
  scope.locator('button:visible, a[href]:visible, [role=radio]:visible, [role=option]:visible').evaluateAll(
    (targets, size) =>
      targets
        .map((target) => ({
          name: target.getAttribute('aria-label') ?? target.textContent,
          box: target.getBoundingClientRect(),
        }))
        .filter(({ box }) => box.width > 1 && box.height > 1 && (box.height < size || box.width < size))
        .map(({ name, box }) => `${name}: ${Math.round(box.width)} × ${Math.round(box.height)}`),
    least,
  );

for (const viewport of SIZES) {
  test(`a small journey by taps alone on ${viewport.width} × ${viewport.height} (checks A3, A4)`, async ({
    newPerson,
  }) => {
    test.setTimeout(150_000);
    const page = await newPerson({ ...PHONE, viewport });
    await countDrags(page);
    await asOrganiser(page);
    const sessionId = await createSession(page, { title: 'Afval scheiden in de hoogbouw' });
    const dialog = page.getByRole('dialog');

    await test.step('open the session', async () => {
      await page.goto('/sessions');
      await tap(page.getByRole('link', { name: 'Afval scheiden in de hoogbouw' }));
      await expectSaved(page);
    });

    const addPersona = async (opener: Locator, name: string) => {
      await tap(opener);
      await tap(dialog.getByLabel(say('board.personaName')));
      await page.keyboard.type(name);
      await tap(dialog.getByRole('button', { name: say('board.addPersona') }));
      await expect(dialog).toBeHidden();
    };
    await test.step('two personas', async () => {
      await addPersona(page.getByRole('button', { name: say('board.addFirstPersona') }), 'Ruud, 71');
      const add = page.getByRole('toolbar').getByRole('button', { name: say('board.addPersona') });
      await addPersona(add, 'Fatima, 34');
      await tap(
        page
          .getByRole('button', { name: 'A Ruud, 71' })
          .or(page.getByRole('button', { name: 'Ruud, 71', exact: true })),
      );
    });

    await test.step('a touchpoint in each of four phases', async () => {
      for (const [phase, title] of [
        ['Touch', 'Brief'],
        ['Tell', 'Inloop'],
        ['Sell', 'Balie'],
        ['Care', 'Kaart'],
      ] as const) {
        await tap(page.getByRole('button', { name: containing(say('board.addIn', { phase, name: 'Ruud, 71' })) }));
        await page.keyboard.type(title);
        await tap(page.getByRole('button', { name: say('board.addOne'), exact: true }));
        await expect(station(page, title)).toBeVisible();
        await tap(page.getByRole('button', { name: say('board.addDone'), exact: true }));
      }
      expect(await tooSmall(page.getByRole('main'), 24)).toEqual([]);
    });

    await test.step('message, emotion, peak and date', async () => {
      await tap(station(page, 'Kaart'));
      await tap(messageField(dialog));
      await page.keyboard.type('Dank u wel.');
      await feel(dialog, 2, tap);
      await markPeak(dialog, tap);
      await tap(
        dialog
          .getByRole('group', { name: say('sheet.plannedOn') })
          .getByRole('spinbutton')
          .first(),
      );
      await page.keyboard.type('16032027');
      expect(await tooSmall(dialog, 24)).toEqual([]);
    });

    await test.step('move it to the other persona by choosing', async () => {
      await tap(dialog.getByRole('button', { name: say('sheet.moveTo') }));
      await moveByDialog(page, { persona: 'Fatima, 34', phase: 'Sell' }, tap);
      await tap(page.getByRole('dialog').getByRole('button', { name: say('sheet.done'), exact: true }));
      await expect(dialog).toBeHidden();
      await tap(page.getByRole('button', { name: 'Fatima, 34', exact: true }));
      await expect(station(page, 'Kaart')).toHaveAccessibleName(/fase Sell, 16 maart 2027, beleving \+2/);
    });

    await test.step('away, and back from the bin', async () => {
      await tap(station(page, 'Kaart'));
      await tap(dialog.getByRole('button', { name: say('sheet.remove'), exact: true }));
      await expect(station(page, 'Kaart')).toHaveCount(0);
      await tap(page.getByRole('button', { name: containing(say('board.bin')) }));
      await tap(dialog.getByRole('button', { name: say('board.restoreOne', { title: 'Kaart' }) }));
      await tap(dialog.getByRole('button', { name: say('common.close') }));
      await expect(station(page, 'Kaart')).toBeVisible();
      await tap(page.getByRole('button', { name: say('board.undo') }));
      await expect(station(page, 'Kaart')).toHaveCount(0);
      await tap(page.getByRole('button', { name: say('board.redo') }));
      await expect(station(page, 'Kaart')).toBeVisible();
    });

    await test.step('the calendar: plan, look by month, take it home', async () => {
      await tap(page.getByRole('link', { name: say('common.nav.calendar') }));
      // A day by tapping only: the month that opens beside the field.
      const waiting = page.getByRole('group', { name: say('calendar.planOne', { title: 'Brief' }) });
      await tap(waiting.getByRole('button'));
      await tap(page.getByRole('gridcell').getByRole('button', { name: /15/ }).first());
      await expect(waiting).toBeHidden();
      await expectSaved(page);
      await tap(page.getByText(say('calendar.month'), { exact: true }));
      await expect(page.getByRole('table')).toBeVisible();
      expect(await tooSmall(page.getByRole('main'), 24)).toEqual([]);
      await tap(page.getByRole('button', { name: say('calendar.export') }));
      const planned = await readIcs(await download(page, 'ics', tap));
      const { entries } = await call(page, getCalendar, { params: { sessionId } });
      expect(planned.map(({ title, day }) => [title, day])).toEqual(
        entries.map(({ title, plannedOn }) => [title, plannedOn]),
      );
      expect(planned.map(({ title }) => title).sort()).toEqual(['Brief', 'Kaart']);
    });

    const { touchpoints } = await journeyOf(page, sessionId);
    expect(touchpoints.map(({ title }) => title).sort()).toEqual(['Balie', 'Brief', 'Inloop', 'Kaart']);
    expect(await page.evaluate(() => Number(sessionStorage.getItem('drags')))).toBe(0);
  });
}
