import type { Page } from '@playwright/test';
import { joinSession } from '@/lib/api/sessions';
import { call } from './support/api';
import { expectNoAxeViolations } from './support/axe';
import { createSession, journeyOf, messageField, openBoard, openStation, station } from './support/board';
import { addToMessage, aPair, cutOff, expectKept, keepHere, standBetween, storedHere } from './support/offline';
import { asOrganiser, expectSaved, inviteByApi, joinAs } from './support/people';
import { closeSheet, retitle } from './support/sheet';
import { expect, test } from './support/test';
import { containing, say } from './support/words';

const MINE = 'Poster in de hal';
const OTHER = 'Stukje in de wijkkrant';
const MARKER = 'Kiezelsteentje';

const news = (page: Page) => page.getByRole('region', { name: say('live.away.title') });

test('work without a network outlives a closed tab, and both hear of each other (checks T15)', async ({
  page: anna,
  newPerson,
  server,
  problems,
}) => {
  test.setTimeout(150_000);
  const { samira, sessionId } = await aPair(anna, newPerson);
  await keepHere(samira, true);
  await cutOff(samira, server, problems);
  await expectSaved(anna);

  await addToMessage(samira, MINE, ` ${MARKER}.`);
  await retitle(await openStation(samira, OTHER), 'Titel van Samira');
  await closeSheet(samira);
  await expectKept(samira);
  await expect(samira.getByText(say('live.keptHelp'))).toBeVisible();
  expect(await storedHere(samira)).toContain(MARKER);

  const field = messageField(await openStation(anna, MINE));
  await field.press('Control+Home');
  await anna.keyboard.type('Anna zegt: ');
  await closeSheet(anna);
  await retitle(await openStation(anna, OTHER), 'Titel van Anna');
  await closeSheet(anna);
  await retitle(await openStation(anna, 'Inloop in het buurthuis'), 'Inloop met soep');
  await closeSheet(anna);
  await expectSaved(anna);

  // No warning holds the tab: everything is on this device.
  await samira.close({ runBeforeUnload: true });
  await expect.poll(() => samira.isClosed()).toBe(true);
  await samira.context().setOffline(false);
  const again = await samira.context().newPage();
  // A minute later, as far as the page knows: who was away for a moment only is not told what is new.
  await again.clock.setFixedTime(Date.now() + 60_000);
  await openBoard(again, sessionId);

  const stored = (await journeyOf(anna, sessionId)).touchpoints;
  const message = stored.find(({ title }) => title === MINE)?.message ?? '';
  expect(message).toMatch(new RegExp(`^Anna zegt: .* ${MARKER}\\.$`, 's'));
  const titles = [stored.find(({ title }) => /^Titel van /.test(title))?.title];
  await expect(messageField(await openStation(anna, MINE))).toHaveValue(message);
  await expect(station(anna, titles[0] ?? '')).toBeVisible();

  await expect(news(again)).toContainText(say('live.away.both', { count: 2 }));
  await expect(again.locator(':focus')).toHaveCount(0);
  await news(again)
    .getByRole('button', { name: say('live.away.look') })
    .click();
  await expect(news(again)).toContainText(say('live.away.bothMessage'));
  // Of the two titles one stands on the board, and the other one is here to copy.
  for (const title of ['Titel van Samira', 'Titel van Anna']) await expect(news(again)).toContainText(title);
  await expectNoAxeViolations(again);
  await news(again)
    .getByRole('button', { name: containing('Inloop met soep') })
    .click();
  await expect(again.getByRole('dialog', { name: 'Inloop met soep' })).toBeVisible();
  await closeSheet(again);
  await news(again)
    .getByRole('button', { name: say('live.away.put') })
    .click();
  await expect(news(again)).toBeHidden();
  await expectSaved(again);
});

/** Gives the person of a page another role by an invitation, from outside the browser. */
async function becomes(page: Page, url: string): Promise<void> {
  const token = new URL(url).hash.slice(1);
  await call(page, joinSession, { body: { token, name: 'Samira' } });
}

test('rights that changed meanwhile: offline work is refused, and every text of it is offered to copy', async ({
  page: anna,
  newPerson,
  server,
  problems,
}) => {
  const { samira, sessionId } = await aPair(anna, newPerson);
  const observe = await inviteByApi(anna, sessionId, 'observer');
  await keepHere(samira, true);
  await cutOff(samira, server, problems);
  await addToMessage(samira, MINE, ` ${MARKER}.`);
  await expectKept(samira);
  const sheet = await openStation(samira, OTHER);
  await sheet.getByRole('textbox', { name: say('sheet.title'), exact: true }).fill('Half getypt');
  await becomes(samira, observe);
  await samira.context().setOffline(false);
  const lost = samira.getByRole('alertdialog', { name: say('live.lost.title') });
  await expect(lost).toContainText(MARKER);
  await expect(lost).toContainText('Half getypt');
  await expectNoAxeViolations(samira);
  expect(await storedHere(samira), 'kept until somebody has seen it').toContain(MARKER);
  await lost.getByRole('button', { name: say('live.lost.done') }).click();
  await expectSaved(samira);
  await expect.poll(() => storedHere(samira)).not.toContain(MARKER);
  const stored = JSON.stringify(await journeyOf(anna, sessionId));
  expect(stored).not.toContain(MARKER);
  expect(stored).not.toContain('Half getypt');
  await samira.reload();
  await expectSaved(samira);
  await expect(lost).toBeHidden();
});

test('what is typed between a refusal and the dialog is in the dialog', async ({ page: anna, newPerson, problems }) => {
  await asOrganiser(anna);
  const sessionId = await createSession(anna, { title: 'Afval scheiden', templateId: 'example' });
  const samira = await newPerson();
  const between = await standBetween(samira, problems);
  await joinAs(samira, await inviteByApi(anna, sessionId, 'writer'), 'Samira');
  const sheet = await openStation(samira, MINE);
  const field = messageField(sheet);
  await field.press('Control+End');
  between.spoilNext();
  await samira.keyboard.type(' Ervoor');
  await expect(samira.getByText(say('live.refused.invalid'))).toBeVisible();
  await samira.keyboard.type(' ertussen');
  await sheet.getByRole('textbox', { name: say('sheet.title'), exact: true }).fill('Half getypt');
  between.release();
  const lost = samira.getByRole('alertdialog', { name: say('live.lost.title') });
  await expect(lost).toContainText('Ervoor ertussen');
  await expectNoAxeViolations(samira);
  // A half-typed title is written when the typing pauses: into the journey that is open then, the old one or the fresh one.
  const found = async () => JSON.stringify(await journeyOf(anna, sessionId)) + (await lost.textContent());
  await expect.poll(found).toContain('Half getypt');
  await lost.getByRole('button', { name: say('live.lost.done') }).click();
  await expectSaved(samira);
  expect(JSON.stringify(await journeyOf(anna, sessionId))).not.toContain('Ervoor');
});
