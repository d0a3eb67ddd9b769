import type { Page } from '@playwright/test';
import { createInvitation, revokeInvitation } from '@/lib/api/sessions';
import { LOCALES, type Locale } from '@/lib/core/locale';
import { roleTexts } from '@/lib/method/roles';
import { call } from './support/api';
import { expectNoAxeViolations } from './support/axe';
import { createSession } from './support/board';
import { asOrganiser, inviteByApi } from './support/people';
import { expect, test } from './support/test';
import { containing, wordsIn } from './support/words';

const SIZES = [
  { name: 'desktop', viewport: { width: 1440, height: 900 }, locales: LOCALES },
  { name: 'phone', viewport: { width: 390, height: 844 }, locales: LOCALES },
  // The narrowest that must do (checks A22); what differs between languages was seen at 390.
  { name: 'narrow', viewport: { width: 320, height: 640 }, locales: ['nl'] satisfies Locale[] },
] as const;

/** Judges what is on the screen now: axe (checks A1), language and title (A28), and no sideways scrolling of the page (A22). */
async function judge(page: Page, locale: Locale): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', locale);
  await expect(page).toHaveTitle(/\S/);
  await expectNoAxeViolations(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0);
}

/** Closes the dialog that is open. */
async function dismiss(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

for (const { name, viewport, locales } of SIZES) {
  for (const locale of locales) {
    const say = wordsIn(locale);
    const seen = (page: Page) => judge(page, locale);

    test.describe(`${locale}, ${name}`, () => {
      test.setTimeout(180_000);
      test.use({
        locale: locale === 'nl' ? 'nl-NL' : 'en-GB',
        viewport,
        contextOptions: { reducedMotion: 'reduce' },
      });

      test('visitors: start, sign in, sign up, join, nowhere', async ({ page, newPerson, problems }) => {
        await asOrganiser(await newPerson()); // before there is any account, every way leads to making one
        problems.expect(/40[14] \((?:Not Found|Unauthorized)\)/);
        const title = page.getByRole('heading', { level: 1 });
        await page.goto('/');
        await expect(title).toBeVisible();
        await seen(page);
        await page.goto('/sign-in');
        await expect(title).toBeVisible();
        await seen(page);
        await page.getByRole('button', { name: say('account.signIn') }).click();
        await expect(page.getByText(say('account.fill.email'))).toBeVisible();
        await seen(page);
        await page.getByLabel(say('account.email')).fill('niemand@gemeente.example');
        await page.getByLabel(say('account.password'), { exact: true }).fill('niet het wachtwoord');
        await page.getByRole('button', { name: say('account.signIn') }).click();
        await expect(page.getByText(say('errors.code.wrongPassword'))).toBeVisible();
        await seen(page);
        await page.goto('/sign-up');
        await page.getByRole('button', { name: say('account.signUp') }).click();
        await expect(page.getByText(say('account.fill.name'))).toBeVisible();
        await seen(page);
        await page.goto('/join');
        await expect(title).toBeVisible();
        await seen(page);
        await page.goto('/join#abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG');
        await page.reload();
        await expect(page.getByRole('heading', { name: say('join.problem.invitationUnknown.title') })).toBeVisible();
        await seen(page);
        await page.goto('/nowhere');
        await expect(page.getByRole('heading', { name: say('common.notFound.title') })).toBeVisible();
        await seen(page);
      });

      test('sessions: none, a list, a new one, changing, deleting', async ({ page }) => {
        await asOrganiser(page);
        await page.goto('/sessions');
        await expect(page.getByText(say('sessions.empty.title'))).toBeVisible();
        await seen(page);
        await page.goto('/sessions/new');
        await page.getByRole('button', { name: say('sessions.form.create') }).click();
        await expect(page.getByText(say('sessions.form.fillTitle'))).toBeVisible();
        await seen(page);
        await createSession(page, { title: 'Afval scheiden', startsAt: '2027-01-11T08:30:00Z' });
        await createSession(page, {
          title: 'Een campagne met een heel lange titel die niet op een regel past, nergens',
        });
        await page.goto('/sessions');
        const menu = page.getByRole('button', { name: say('sessions.row.actions', { title: 'Afval scheiden' }) });
        await expect(menu).toBeVisible();
        await seen(page);
        await menu.click();
        await expect(page.getByRole('menu')).toBeVisible();
        await seen(page);
        await page.getByRole('menuitem', { name: say('sessions.actions.change') }).click();
        await expect(page.getByRole('dialog')).toBeVisible();
        await seen(page);
        await dismiss(page);
        await menu.click();
        await page.getByRole('menuitem', { name: say('sessions.actions.delete') }).click();
        await expect(page.getByRole('alertdialog')).toBeVisible();
        await seen(page);
        await page.keyboard.press('Escape');
        await page.getByRole('tab', { name: say('sessions.tabs.archived', { count: '0' }) }).click();
        await expect(page.getByText(say('sessions.emptyArchive'))).toBeVisible();
        await seen(page);
      });

      test('people: a link made, withdrawn, joining by one, and being taken out', async ({
        page,
        newPerson,
        problems,
      }) => {
        problems.expect(/410 \(Gone\)/);
        await asOrganiser(page);
        const sessionId = await createSession(page, { title: 'Afval scheiden', templateId: 'municipal-campaign' });
        const withdrawn = await call(page, createInvitation, { params: { sessionId }, body: { role: 'writer' } });
        await call(page, revokeInvitation, { params: { sessionId, invitationId: withdrawn.id } });
        const guest = await newPerson();
        await guest.goto(withdrawn.url);
        await expect(guest.getByRole('heading', { name: say('join.problem.invitationRevoked.title') })).toBeVisible();
        await seen(guest);
        await guest.goto(await inviteByApi(page, sessionId, 'visualiser'));
        await guest.reload();
        await expect(guest.getByLabel(say('join.name'))).toBeVisible();
        await seen(guest);
        await guest.getByLabel(say('join.name')).fill('Jens');
        await guest.getByRole('button', { name: say('join.submit') }).click();
        await expect(guest.locator('[data-station]').first()).toBeVisible();

        await page.goto(`/sessions/${sessionId}/people`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await seen(page);
        await page.getByRole('button', { name: containing(say('people.invite.role')) }).click();
        await expect(page.getByRole('listbox')).toBeVisible();
        await seen(page);
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: say('people.invite.make') }).click();
        await expect(page.getByRole('textbox', { name: say('people.invite.link') })).toHaveValue(/#/);
        await seen(page);
        await dismiss(page);
        const role = roleTexts.visualiser.name[locale];
        await page.getByRole('button', { name: say('people.links.revokeLabel', { role }) }).click();
        await expect(page.getByRole('alertdialog')).toBeVisible();
        await seen(page);
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: say('people.remove.label', { name: 'Jens' }) }).click();
        await expect(page.getByRole('alertdialog')).toBeVisible();
        await seen(page);
        await page.getByRole('button', { name: say('people.remove.confirm'), exact: true }).click();
        await expect(guest.getByRole('heading', { name: say('live.ended.removed') })).toBeVisible();
        await seen(guest);
        await expect(page.getByText(say('people.remove.done', { name: 'Jens' }))).toBeVisible();
        await seen(page);
      });

      test('the board: empty, full, with everything that opens on it', async ({ page }) => {
        await asOrganiser(page);
        const empty = await createSession(page, { title: 'Leeg' });
        await page.goto(`/sessions/${empty}`);
        await expect(page.getByRole('heading', { name: say('board.noPersonas') })).toBeVisible();
        await seen(page);
        const sessionId = await createSession(page, { title: 'Afval scheiden', templateId: 'example' });
        await page.goto(`/sessions/${sessionId}`);
        const station = page.locator('[data-station]').first();
        await expect(station).toBeVisible();
        await seen(page);
        await page.locator('[data-add]').first().click();
        await expect(page.getByRole('textbox', { name: say('board.newTitle') })).toBeFocused();
        await seen(page);
        await page.keyboard.press('Escape');
        const tools = page.getByRole('toolbar');
        await tools.getByRole('button', { name: say('board.addPersona') }).click();
        await expect(page.getByRole('dialog')).toBeVisible();
        await seen(page);
        await dismiss(page);
        await tools.getByRole('button', { name: containing(say('board.bin')) }).click();
        await expect(page.getByText(say('board.binEmpty'))).toBeVisible();
        await seen(page);
        await dismiss(page);
        await station.click();
        const sheet = page.getByRole('dialog');
        await expect(sheet).toBeVisible();
        await seen(page);
        await sheet.getByRole('button', { name: containing(say('sheet.channel')) }).click();
        await expect(page.getByRole('listbox')).toBeVisible();
        await seen(page);
        await page.keyboard.press('Escape');
        await sheet.getByRole('button', { name: say('sheet.moveTo') }).click();
        await expect(page.getByRole('button', { name: say('board.moveHere'), exact: true })).toBeVisible();
        await seen(page);
        await page.keyboard.press('Escape');
        await sheet.getByRole('button', { name: say('sheet.remove'), exact: true }).click();
        await expect(sheet).toBeHidden();
        await tools.getByRole('button', { name: containing(say('board.bin')) }).click();
        await expect(page.getByRole('button', { name: say('board.restore') }).first()).toBeVisible();
        await seen(page);
      });

      test('what an observer sees', async ({ page, newPerson }) => {
        await asOrganiser(page);
        const sessionId = await createSession(page, { title: 'Afval scheiden', templateId: 'example' });
        const wim = await newPerson();
        await wim.goto(await inviteByApi(page, sessionId, 'observer'));
        await wim.getByLabel(say('join.name')).fill('Wim');
        await wim.getByRole('button', { name: say('join.submit') }).click();
        await expect(wim.getByText(say('board.watching'))).toBeVisible();
        await seen(wim);
        await wim.locator('[data-station]').first().click();
        await expect(wim.getByRole('dialog')).toBeVisible();
        await seen(wim);
        await wim.goto(`/sessions/${sessionId}/calendar`);
        await expect(wim.getByRole('heading', { level: 1 })).toBeVisible();
        await seen(wim);
      });

      test('the calendar: empty, by week, by month, changing a date, taking it home', async ({ page }) => {
        await asOrganiser(page);
        const empty = await createSession(page, { title: 'Leeg', templateId: 'municipal-campaign' });
        await page.goto(`/sessions/${empty}/calendar`);
        await expect(page.getByRole('heading', { name: say('calendar.nothing') })).toBeVisible();
        await seen(page);
        const sessionId = await createSession(page, { title: 'Afval scheiden', templateId: 'example' });
        await page.goto(`/sessions/${sessionId}/calendar`);
        await expect(page.locator('[data-station]').first()).toBeVisible();
        await seen(page);
        await page.getByText(say('calendar.reschedule'), { exact: true }).first().click();
        await expect(page.getByRole('button', { expanded: true }).first()).toBeVisible();
        await seen(page);
        await page.locator('[data-station]').first().click();
        await expect(page.getByRole('dialog')).toBeVisible();
        await seen(page);
        await dismiss(page);
        await page.getByText(say('calendar.month'), { exact: true }).click();
        await expect(page.getByRole('table')).toBeVisible();
        await seen(page);
        await page.getByRole('button', { name: say('calendar.export') }).click();
        await expect(page.getByRole('dialog')).toBeVisible();
        await seen(page);
      });
    });
  }
}
