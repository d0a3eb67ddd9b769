import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { SessionId } from '@/lib/core/ids';
import { LOCALE_COOKIE } from '@/lib/core/locale-cookie';
import { expectNoAxeViolations } from './support/axe';
import { createSession, openBoard } from './support/board';
import { connectAs } from './support/node-client';
import { asOrganiser, expectSaved, inviteByApi, joinAs } from './support/people';
import type { TestServer } from './support/server';
import { expect, PHONE, test } from './support/test';
import { say, wordsIn } from './support/words';

// A server of its own: what it logs here would be a fault anywhere else.
test.use({ settings: { LOG_LEVEL: 'warn' } });

const english = wordsIn('en');

const notice = (page: Page, words = say) => page.getByRole('region', { name: words('live.loss.title') });

/** Somebody writes, the server dies, and the end of its write-ahead log does not survive. */
async function loseEdits(page: Page, server: TestServer, sessionId: SessionId): Promise<void> {
  // An orderly stop leaves everything until now in the database itself.
  await server.stop();
  await server.start();
  await page.goto('/sessions');
  const colleague = await connectAs(page, sessionId);
  colleague.do('addPersona', { name: 'Verdwenen', summary: '' });
  await colleague.saved();
  colleague.close();
  await server.kill();
  await truncate(join(server.dataDir, 'reisgezel.db-wal'), 0);
  await server.start();
}

/** Nothing that axe finds, and no scrolling sideways. */
async function judge(page: Page): Promise<void> {
  await expectNoAxeViolations(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}

test('a loss is told on the board until the journey lead has seen it (T4)', async ({ page, newPerson, server }) => {
  // Three starts of the server, and axe on three screens.
  test.setTimeout(180_000);
  server.expectFault(/the database (?:lacks edits|is older)/);
  await asOrganiser(page);
  const sessionId = await createSession(page, { title: 'Afval scheiden', templateId: 'municipal-campaign' });
  const samira = await newPerson(PHONE);
  await joinAs(samira, await inviteByApi(page, sessionId, 'writer'), 'Samira');
  await samira.goto('about:blank');
  await loseEdits(page, server, sessionId);

  await samira.context().addCookies([{ name: LOCALE_COOKIE, value: 'en', url: server.url }]);
  await samira.goto(`/sessions/${sessionId}`);
  await expect(notice(samira, english)).toContainText(
    /The last \d+ saved changes .* after \d{1,2} \w{3,4} \d{4}, \d\d:\d\d\./,
  );
  await expect(notice(samira, english).getByRole('button', { name: english('live.loss.seen') })).toHaveCount(0);
  const more = notice(samira, english).getByRole('button', { name: english('live.loss.help') });
  await expect(more).toHaveAttribute('aria-expanded', 'false');
  await more.tap();
  await expect(notice(samira, english)).toContainText(english('live.loss.wait'));
  await judge(samira);

  await openBoard(page, sessionId);
  await expect(notice(page)).toContainText(
    /De laatste \d+ opgeslagen wijzigingen .* na \d{1,2} \w{3,4} \d{4}[, ]+(?:om )?\d\d:\d\d\./,
  );
  await judge(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await notice(page)
    .getByRole('button', { name: say('live.loss.help') })
    .press('Enter');
  await expect(notice(page)).toContainText(say('live.loss.comesBack'));
  await expect(notice(page)).toContainText(say('live.loss.lead'));
  await judge(page);
  const seen = notice(page).getByRole('button', { name: say('live.loss.seen') });
  await seen.focus();
  await page.keyboard.press('Enter');
  await expect(notice(page)).toHaveCount(0);
  await expect(page.getByRole('main')).toBeFocused();
  await expect(page.getByText(say('live.loss.gone'))).toBeAttached();
  // Without a reload; and it does not come back with one.
  await expect(notice(samira, english)).toHaveCount(0);
  await page.reload();
  await expectSaved(page);
  await expect(notice(page)).toHaveCount(0);
});
