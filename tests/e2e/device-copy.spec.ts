import type { Page } from '@playwright/test';
import type { PersonaId, SessionId } from '@/lib/core/ids';
import { LOCALES } from '@/lib/core/locale';
import { LOCALE_COOKIE } from '@/lib/core/locale-cookie';
import { cellKey } from '@/lib/journey/journey';
import { expectNoAxeViolations } from './support/axe';
import { createSession, journeyOf, openBoard } from './support/board';
import { connectAs } from './support/node-client';
import {
  addToMessage,
  aPair,
  cutOff,
  databasesHere,
  expectKept,
  keepHere,
  saveMark,
  standBetween,
  storedHere,
} from './support/offline';
import { asOrganiser, expectSaved, inviteByApi, joinAs } from './support/people';
import { expect, PHONE, test } from './support/test';
import { containing, say, wordsIn } from './support/words';

const MINE = 'Poster in de hal';
const MARKER = 'Kiezelsteentje';

test('a copy is there for who asked for it, and goes when it is switched off or signed out (checks P10)', async ({
  page,
}) => {
  await asOrganiser(page);
  const sessionId = await createSession(page, { title: 'Afval scheiden', templateId: 'example' });
  await openBoard(page, sessionId);
  expect(await databasesHere(page), 'nobody asked').toEqual([]);
  await keepHere(page, true);
  await addToMessage(page, MINE, ` ${MARKER}.`);
  await expect.poll(() => storedHere(page)).toContain(MARKER);
  await keepHere(page, false);
  await expect.poll(() => databasesHere(page)).toEqual([]);

  await keepHere(page, true);
  await expect.poll(() => storedHere(page)).toContain(MARKER);
  await page.goto('/sessions');
  await page.getByRole('button', { name: say('common.nav.signOut') }).click();
  await expect(page).toHaveURL(/\/$/);
  await expect.poll(() => databasesHere(page)).toEqual([]);
  expect(await storedHere(page)).not.toContain(MARKER);
});

test('signing out with work that is nowhere else asks first (checks P10)', async ({
  page: first,
  newPerson,
  server,
  problems,
}) => {
  const { sessionId } = await aPair(first, newPerson);
  await keepHere(first, true);
  await cutOff(first, server, problems);
  await addToMessage(first, MINE, ` ${MARKER}.`);
  await expectKept(first);
  await first.close();
  const page = await first.context().newPage();
  await first.context().setOffline(false);
  // Straight to the list: the session itself would hand it in at once.
  await page.goto('/sessions');
  await page.getByRole('button', { name: say('common.nav.signOut') }).click();
  const question = page.getByRole('alertdialog', { name: say('sessions.signOut.title') });
  await expect(question).toContainText(say('sessions.signOut.text', { count: 1 }));
  await expectNoAxeViolations(page);
  await question.getByRole('button', { name: say('common.cancel') }).click();
  await openBoard(page, sessionId);
  expect((await journeyOf(page, sessionId)).touchpoints.find(({ title }) => title === MINE)?.message).toContain(MARKER);
  // The copy notes a moment later that nothing is left to hand in.
  await expect.poll(() => storedHere(page)).not.toMatch(/"count":[1-9]/);
  await page.goto('/sessions');
  await page.getByRole('button', { name: say('common.nav.signOut') }).click();
  await expect(page).toHaveURL(/\/$/);
  await expect.poll(() => databasesHere(page)).toEqual([]);
});

test('somebody else on the same device gets nothing of it, and a copy past its date is gone (checks P10)', async ({
  page: anna,
  newPerson,
}) => {
  const { samira, sessionId } = await aPair(anna, newPerson);
  await keepHere(samira, true);
  await addToMessage(samira, MINE, ` ${MARKER}.`);
  await expectSaved(samira);
  await expect.poll(() => storedHere(samira)).toContain(MARKER);
  await samira.context().clearCookies();
  await joinAs(samira, await inviteByApi(anna, sessionId, 'visualiser'), 'Jens');
  await expect.poll(() => databasesHere(samira)).toEqual([]);

  await keepHere(samira, true);
  await expect.poll(() => storedHere(samira)).toContain(MARKER);
  await samira.close();
  const later = await samira.context().newPage();
  await later.clock.setFixedTime(Date.now() + 8 * 86_400_000);
  await later.goto('/');
  await expect.poll(() => databasesHere(later)).toEqual([]);
});

test('taken out of the session: the copy goes, and what was not saved is in one’s hands', async ({
  page: anna,
  newPerson,
  problems,
}) => {
  await asOrganiser(anna);
  const sessionId = await createSession(anna, { title: 'Afval scheiden', templateId: 'example' });
  const samira = await newPerson();
  const between = await standBetween(samira, problems);
  await joinAs(samira, await inviteByApi(anna, sessionId, 'writer'), 'Samira');
  await keepHere(samira, true);
  between.swallow();
  await addToMessage(samira, MINE, ` ${MARKER}.`);
  await expect.poll(() => storedHere(samira)).toContain(MARKER);
  await anna.goto(`/sessions/${sessionId}/people`);
  await anna.getByRole('button', { name: say('people.remove.label', { name: 'Samira' }) }).click();
  await anna.getByRole('button', { name: say('people.remove.confirm'), exact: true }).click();
  await expect(samira.getByRole('alertdialog', { name: say('live.lost.title') })).toContainText(MARKER);
  await samira.getByRole('button', { name: say('live.lost.done') }).click();
  await expect(samira.getByRole('heading', { name: say('live.ended.removed') })).toBeVisible();
  await expect.poll(() => databasesHere(samira)).toEqual([]);
});

test('a browser that cannot keep anything says so, and works on', async ({ newPerson, page: anna }) => {
  await asOrganiser(anna);
  const sessionId = await createSession(anna, { title: 'Afval scheiden', templateId: 'example' });
  const without = await newPerson();
  await without.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
  await joinAs(without, await inviteByApi(anna, sessionId, 'writer'), 'Samira');
  await saveMark(without).click();
  await expect(without.getByText(say('live.keep.unavailable'))).toBeVisible();
  await without.keyboard.press('Escape');
  await addToMessage(without, MINE, ' Gewoon door.');
  await expectSaved(without);

  const full = await newPerson();
  await joinAs(full, await inviteByApi(anna, sessionId, 'writer'), 'Jens');
  await keepHere(full, true);
  await full.evaluate(() => {
    IDBObjectStore.prototype.add = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
  });
  await addToMessage(full, MINE, ' Ook zonder ruimte.');
  await expectSaved(full);
  await saveMark(full).click();
  await expect(full.getByText(say('live.keep.failed'))).toBeVisible();
});

/** One thing of each kind for somebody who is away: changed, moved, new, removed. */
async function busyColleague(anna: Page, sessionId: SessionId): Promise<void> {
  await anna.goto('/sessions');
  const colleague = await connectAs(anna, sessionId);
  const { personas, cells } = colleague.journey();
  const personaId = personas[0]?.id ?? ('' as PersonaId);
  const stations = (phase: string) => cells.get(cellKey(personaId, phase)) ?? [];
  const [first, second, third] = stations('touch');
  if (!first || !second || !third) throw new Error('the example is too small');
  const others = [...stations('tell'), ...stations('sell'), ...stations('care')];
  for (const id of others) colleague.do('editTouchpoint', { id, changes: { owner: 'Anna' } });
  colleague.do('editTouchpoint', { id: first, changes: { title: 'Titel van Anna' } });
  colleague.do('moveTouchpoint', { id: second, personaId, phase: 'care', index: 0 });
  colleague.do('removeTouchpoint', { id: third });
  colleague.do('addTouchpoint', { personaId, phase: 'tell', title: 'Nieuw van Anna' });
  colleague.do('addPersona', { name: 'Ans, 40', summary: '' });
  await colleague.saved();
  colleague.close();
}

for (const locale of LOCALES) {
  for (const options of [{ viewport: { width: 1440, height: 900 } }, PHONE]) {
    test(`away and back by keyboard, in ${locale} on ${options.viewport?.width} pixels (checks A1)`, async ({
      page: anna,
      newPerson,
      problems,
    }) => {
      test.setTimeout(150_000);
      const words = wordsIn(locale);
      await asOrganiser(anna);
      const sessionId = await createSession(anna, { title: 'Afval scheiden', templateId: 'example' });
      const page = await newPerson(options);
      const between = await standBetween(page, problems);
      await joinAs(page, await inviteByApi(anna, sessionId, 'writer'), 'Cem');
      await page.context().addCookies([{ name: LOCALE_COOKIE, value: locale, url: page.url() }]);
      await page.reload();
      await expect(page.getByText(words('live.saved'), { exact: true }).first()).toBeVisible();

      await saveMark(page).focus();
      await page.keyboard.press('Enter');
      const about = page.getByRole('dialog', { name: words('live.keep.title') });
      await expect(about).toBeVisible();
      await expectNoAxeViolations(page);
      await page.keyboard.press('Tab');
      const toggle = about.getByRole('switch');
      await expect(toggle).toBeFocused();
      await expect(toggle).toHaveAccessibleDescription(containing(words('live.keep.shared')));
      await page.keyboard.press('Space');
      await expect(toggle).toBeChecked();
      await expect(page.getByRole('status').filter({ hasText: words('live.keep.nowOn') })).toHaveCount(1);
      await expectNoAxeViolations(page);
      await page.keyboard.press('Escape');
      await expect(saveMark(page)).toBeFocused();

      await between.cut();
      await page.locator('[data-station]').first().click();
      await page.getByRole('dialog').getByRole('textbox').first().fill('Titel van Cem');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
      await expect(saveMark(page)).toContainText(words('live.keptHere', { count: 1 }));
      await expect(page.getByText(words('live.keptHelp'))).toBeVisible();
      await expectNoAxeViolations(page);

      await busyColleague(anna, sessionId);
      await page.clock.setFixedTime(Date.now() + 60_000);
      between.release();
      const news = page.getByRole('region', { name: words('live.away.title') });
      await expect(news).toContainText(words('live.away.both', { count: 1 }));
      await expect(page.getByRole('status').filter({ hasText: words('live.away.title') })).toHaveCount(1);
      await expectNoAxeViolations(page);
      await news.getByRole('button', { name: words('live.away.look') }).focus();
      await page.keyboard.press('Enter');
      await expect(news).toContainText('Titel van Cem');
      await expect(news).toContainText('Titel van Anna');
      await news
        .getByRole('button', { name: containing(words('live.away.all', { count: 0 }).replace(/ ?0/, '')) })
        .press('Enter');
      await expect(news).toContainText('Nieuw van Anna');
      await expect(news).toContainText(words('live.away.removed'));
      await expectNoAxeViolations(page);
      await news.getByRole('button', { name: containing('Nieuw van Anna') }).press('Enter');
      await expect(page.getByRole('dialog', { name: 'Nieuw van Anna' })).toBeFocused();
      await page.keyboard.press('Escape');
      await news.getByRole('button', { name: words('live.away.put') }).press('Enter');
      await expect(news).toBeHidden();
    });
  }
}
