import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { hostileProxy } from '@/tests/support/hostile-proxy';
import { journeyOf, messageField, openExample, openStation, station } from './support/board';
import { expectSaved, inviteByApi, joinAs } from './support/people';
import type { TestServer } from './support/server';
import { closeSheet, retitle } from './support/sheet';
import { expect, test } from './support/test';
import { type Problems, watch } from './support/watch';

const MINE = 'Poster in de hal';

type Office = {
  readonly browser: Browser;
  readonly server: TestServer;
  readonly problems: Problems;
  readonly contextOptions: BrowserContextOptions;
};

/** A browser in an office whose network lets no web socket out. */
async function inOffice({ browser, server, problems, contextOptions }: Office) {
  const proxy = await hostileProxy(Number(new URL(server.url).port), { rule: 'refuse' });
  const context = await browser.newContext({ ...contextOptions, baseURL: proxy.origin });
  await watch(context, proxy.origin, problems);
  // The browser itself says so; a page cannot keep it from that.
  problems.expect(/WebSocket connection to .* failed/);
  const page: Page = await context.newPage();
  const close = async () => {
    await context.close();
    await proxy.close();
  };
  return { page, proxy, close };
}

test('where web sockets are blocked a board opens, saves, and works together with people who have them (T23)', async ({
  browser,
  server,
  problems,
  contextOptions,
  newPerson,
}) => {
  const { page, proxy, close } = await inOffice({ browser, server, problems, contextOptions });
  const sessionId = await openExample(page);
  expect(proxy.passed()).toBe(0);
  await retitle(await openStation(page, MINE), 'Poster in de lift');
  await expectSaved(page);

  const other = await newPerson();
  const invitation = await inviteByApi(page, sessionId, 'writer');
  await joinAs(other, invitation.replace(proxy.origin, server.url), 'Samira');
  const theirs = await openStation(other, 'Poster in de lift');
  await messageField(theirs).fill('Samira schrijft mee.');
  await expectSaved(other);
  const mine = messageField(page.getByRole('dialog', { name: 'Poster in de lift' }));
  await expect(mine).toHaveValue('Samira schrijft mee.');

  await mine.press('Control+End');
  await page.keyboard.type(' En ik ook.');
  await expectSaved(page);
  await expect(messageField(theirs)).toHaveValue('Samira schrijft mee. En ik ook.');
  await closeSheet(page);
  await expect(station(page, 'Poster in de lift')).toBeVisible();
  const stored = (await journeyOf(other, sessionId)).touchpoints.find(({ title }) => title === 'Poster in de lift');
  expect(stored?.message).toBe('Samira schrijft mee. En ik ook.');
  expect(proxy.passed()).toBe(0);
  await close();
});
