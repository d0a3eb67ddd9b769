import { join } from 'node:path';
import type { Page } from '@playwright/test';
import * as Y from 'yjs';
import type { SessionId } from '@/lib/core/ids';
import { openDatabase } from '@/server/db/database';
import { expectNoAxeViolations } from './support/axe';
import { createSession } from './support/board';
import { asOrganiser, inviteByApi, joinAs } from './support/people';
import type { TestServer } from './support/server';
import { expect, test } from './support/test';
import { say } from './support/words';

// A server of its own: what it logs here would be a fault anywhere else.
test.use({ settings: { LOG_LEVEL: 'warn' } });

/** Bytes rot while the server is down: the snapshot is not what was written, its restore point still is. */
async function spoil(server: TestServer, sessionId: SessionId): Promise<void> {
  const database = await openDatabase({ databaseFile: join(server.dataDir, 'reisgezel.db') });
  const { seq, parts } = await database.journeys.load(sessionId);
  await database.journeys.compact(sessionId, seq, Y.mergeUpdates([...parts]));
  const where = { sessionId };
  await database.prisma.journeySnapshot.deleteMany({ where });
  const { data, hash } = await database.prisma.journeyPoint.findFirstOrThrow({ where });
  await database.prisma.journeySnapshot.create({ data: { sessionId, seq, data: data.map((byte) => byte ^ 1), hash } });
  await database.close();
}

const damaged = (page: Page) => page.getByRole('heading', { name: say('live.damaged.title') });

test('a damaged journey is put back by who may, and the others read whom to ask (T5)', async ({
  page,
  newPerson,
  server,
  problems,
}) => {
  // While the journey cannot be read, the page also tries the way without web sockets.
  problems.expect(/409 \(Conflict\)/);
  server.expectFault(/a journey could not be loaded/);
  await asOrganiser(page);
  const sessionId = await createSession(page, { title: 'Afval scheiden', templateId: 'municipal-campaign' });
  const samira = await newPerson();
  await joinAs(samira, await inviteByApi(page, sessionId, 'writer'), 'Samira');
  for (const screen of [page, samira]) await screen.goto('about:blank');
  await server.stop();
  await spoil(server, sessionId);
  await server.start();

  await samira.goto(`/sessions/${sessionId}`);
  await expect(damaged(samira)).toBeVisible();
  await expect(samira.getByText(say('live.damaged.ask'))).toBeVisible();
  await expect(samira.getByRole('button', { name: say('live.damaged.restore') })).toHaveCount(0);

  await page.goto(`/sessions/${sessionId}`);
  await expect(damaged(page)).toBeVisible();
  await expect(page.getByText(say('live.damaged.missing', { missing: 0 }))).toBeVisible();
  await expectNoAxeViolations(page);
  await page.setViewportSize({ width: 320, height: 640 });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  const restore = page.getByRole('button', { name: new RegExp(`^${say('live.damaged.restore')}`) });
  await restore.focus();
  await page.keyboard.press('Enter');
  const question = page.getByRole('alertdialog');
  await expect(question.getByText(say('live.damaged.kept'))).toBeVisible();
  await expectNoAxeViolations(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await question.getByRole('button', { name: say('live.damaged.restore') }).click();
  await expect(page.getByRole('grid')).toBeVisible();

  // Without a reload.
  await expect(samira.getByRole('grid')).toBeVisible();
});
