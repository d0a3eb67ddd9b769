import { join } from 'node:path';
import { createInvitation } from '@/lib/api/sessions';
import { openDatabase } from '@/server/db/database';
import { call } from './support/api';
import { createSession } from './support/board';
import { asOrganiser, invite, joinAs } from './support/people';
import { expect, test } from './support/test';
import { containing, say } from './support/words';

test('a link that was withdrawn says so; who is in stays in', async ({ page, newPerson, problems }) => {
  problems.expect(/410 \(Gone\)/);
  await asOrganiser(page);
  const sessionId = await createSession(page, { title: 'Afval scheiden', templateId: 'municipal-campaign' });
  const link = await invite(page, sessionId, 'writer');
  const early = await newPerson();
  await joinAs(early, link, 'Samira');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: say('people.links.revokeLabel', { role: 'Schrijver' }) }).click();
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: say('people.links.revoke') })
    .click();
  await expect(page.getByText(say('people.links.revoked'), { exact: true })).toBeVisible();

  const late = await newPerson();
  await late.goto(link);
  await expect(late.getByRole('heading', { name: say('join.problem.invitationRevoked.title') })).toBeFocused();
  await early.reload();
  await expect(early.getByRole('grid')).toBeVisible();
});

test('a link that is past its date says so', async ({ page, newPerson, problems, server }) => {
  problems.expect(/410 \(Gone\)/);
  await asOrganiser(page);
  const sessionId = await createSession(page, { title: 'Afval scheiden' });
  const { id, url } = await call(page, createInvitation, { params: { sessionId }, body: { role: 'writer' } });
  // Nobody waits a day for a test: the date is set back in the database, while the server is down.
  await server.stop();
  const database = await openDatabase({ databaseFile: join(server.dataDir, 'reisgezel.db') });
  await database.prisma.invitation.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1_000) } });
  await database.close();
  await server.start();

  const late = await newPerson();
  await late.goto(url);
  await expect(late.getByRole('heading', { name: say('join.problem.invitationExpired.title') })).toBeFocused();
  await expect(late.getByText(containing(say('join.problem.invitationExpired.text')))).toBeVisible();
  await page.goto(`/sessions/${sessionId}/people`);
  await expect(page.getByText(say('people.links.expired'), { exact: true })).toBeVisible();
});
