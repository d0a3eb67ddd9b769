import type { Page } from '@playwright/test';
import { LOCALES } from '@/lib/core/locale';
import { expectNoAxeViolations } from './support/axe';
import { createSession } from './support/board';
import { asOrganiser, inviteByApi } from './support/people';
import { expect, test } from './support/test';
import { wordsIn } from './support/words';

const SCREENS = [
  { name: 'desktop', viewport: { width: 1440, height: 900 } },
  { name: 'phone', viewport: { width: 390, height: 844 } },
] as const;

/** Judges what is on the screen now: axe (checks A1), language and title (A28), and no sideways scrolling of the page (A22). */
async function judge(page: Page, locale: string): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', locale);
  await expect(page).toHaveTitle(/\S/);
  await expectNoAxeViolations(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0);
}

for (const locale of LOCALES) {
  const say = wordsIn(locale);
  for (const { name, viewport } of SCREENS) {
    test.describe(`${locale}, ${name}`, () => {
      test.use({ locale: locale === 'nl' ? 'nl-NL' : 'en-GB', viewport });

      test('pages for visitors', async ({ page, problems }) => {
        problems.expect(/404 \(Not Found\)/);
        for (const path of ['/', '/sign-in', '/sign-up', '/join', '/nowhere']) {
          await page.goto(path);
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          await judge(page, locale);
        }
        await page.goto('/join#abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG');
        await expect(page.getByRole('heading', { name: say('join.problem.invitationUnknown.title') })).toBeVisible();
        await judge(page, locale);
      });

      test('pages of an organiser', async ({ page, newPerson }) => {
        await asOrganiser(page);
        await page.goto('/sessions');
        await expect(page.getByText(say('sessions.empty.title'))).toBeVisible();
        await judge(page, locale);
        await page.goto('/sessions/new');
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await judge(page, locale);
        const sessionId = await createSession(page, { title: 'Afval scheiden', templateId: 'example' });
        await page.goto('/sessions');
        await expect(page.getByRole('link', { name: /Afval scheiden/ }).first()).toBeVisible();
        await judge(page, locale);
        await page.goto(`/sessions/${sessionId}/people`);
        await page.getByRole('button', { name: say('people.invite.make') }).click();
        await expect(page.getByRole('textbox', { name: say('people.invite.link') })).toHaveValue(/#/);
        await judge(page, locale);
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toBeHidden();
        await judge(page, locale);
        const guest = await newPerson();
        await guest.goto(await inviteByApi(page, sessionId, 'writer'));
        await expect(guest.getByLabel(say('join.name'))).toBeVisible();
        await judge(guest, locale);
      });

      test('the board and the calendar', async ({ page }) => {
        await asOrganiser(page);
        const sessionId = await createSession(page, { title: 'Afval scheiden', templateId: 'example' });
        await page.goto(`/sessions/${sessionId}`);
        const station = page.locator('[data-station]').first();
        await expect(station).toBeVisible();
        await judge(page, locale);
        await station.click();
        const sheet = page.getByRole('dialog');
        await expect(sheet).toBeVisible();
        await judge(page, locale);
        await sheet.getByRole('button', { name: say('sheet.moveTo') }).click();
        await expect(page.getByRole('button', { name: say('board.moveHere'), exact: true })).toBeVisible();
        await judge(page, locale);
        await page.goto(`/sessions/${sessionId}/calendar`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await judge(page, locale);
        await page.getByText(say('calendar.month'), { exact: true }).click();
        await expect(page.getByRole('button', { name: say('calendar.next') })).toBeVisible();
        await judge(page, locale);
        await page.getByRole('button', { name: say('calendar.export') }).click();
        await expect(page.getByRole('dialog')).toBeVisible();
        await judge(page, locale);
      });
    });
  }
}
