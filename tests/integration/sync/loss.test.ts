import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { SessionId } from '@/lib/core/ids';
import { lossOf } from '@/server/db/loss';
import { type SyncClient, until } from '@/tests/support/sync-client';
import type { SyncServer, SyncServerOptions } from '@/tests/support/sync-server';
import { aWorld } from '@/tests/support/sync-world';
import { photograph, putBackTorn } from '@/tests/support/torn-log';

const world = aWorld();

const TELLING: SyncServerOptions = {
  rooms: ({ losses }) => ({ lossOf: (sessionId) => lossOf(losses.all(), sessionId) }),
};

const fileOf = ({ dir }: SyncServer): string => join(dir, 'reisgezel.db');

/** Stops, and starts with a write-ahead log that was torn: what was stored since the last checkpoint is gone. */
async function tear(server: SyncServer): Promise<SyncServer> {
  const file = fileOf(server);
  await photograph(file, `${file}-photo`);
  await server.stop();
  await putBackTorn(`${file}-photo`, file);
  return world.start({ ...TELLING, dir: server.dir, port: server.port });
}

/** Names of the personas as the server has them. */
const namesOn = (server: SyncServer, sessionId: SessionId): Promise<readonly string[]> =>
  server.rooms.read(sessionId, ({ personas }) => personas.map(({ name }) => name).sort());

const name = (page: SyncClient, text: string): void => {
  const added = page.do('addPersona', { name: text, summary: '' });
  if (!added.ok) throw new Error(added.error);
};

/** Two people who each wrote something that the server then lost; neither is back yet. */
async function aLoss() {
  const server = await world.start(TELLING);
  const sessionId = await server.session();
  const [anna, bilal] = [await world.join(server, sessionId), await world.join(server, sessionId)];
  // So that the server knows one's client id after the loss, and not the other's.
  name(bilal, 'Vooraf');
  await bilal.saved();
  await server.db.checkpoint();
  name(anna, 'Anna');
  name(bilal, 'Bilal');
  for (const page of [anna, bilal]) {
    await page.saved();
    await until(() => page.journey().personas.length === 3, 'what the other wrote');
  }
  for (const { connection } of [anna, bilal]) connection.provider.disconnect();
  const torn = await tear(server);
  const back = async ({ connection }: SyncClient): Promise<void> => {
    connection.provider.connect();
    await until(() => connection.provider.synced, 'somebody to be back');
  };
  return { server: torn, sessionId, anna, bilal, back };
}

it('brings lost edits back from the pages that still have them, whoever comes first (T4)', async () => {
  const { server, sessionId, anna, bilal, back } = await aLoss();
  await back(anna);
  await vi.waitFor(async () => expect(await namesOn(server, sessionId)).toEqual(['Anna', 'Bilal', 'Vooraf']));
  await back(bilal);
  for (const page of [bilal, anna]) name(page, 'Daarna');
  await vi.waitFor(async () =>
    expect(await namesOn(server, sessionId)).toEqual(['Anna', 'Bilal', 'Daarna', 'Daarna', 'Vooraf']),
  );
  expect([...anna.refusals, ...bilal.refusals]).toEqual([]);
  // Whose client id is whose did not change hands.
  const { authors } = await server.db.journeys.load(sessionId);
  expect(authors.get(anna.doc.clientID)).toBe(anna.memberId);
  expect(authors.get(bilal.doc.clientID)).toBe(bilal.memberId);
});

it('takes no work of others any more once the loss was seen (S11)', async () => {
  const { server, sessionId, anna } = await aLoss();
  await server.db.losses.forget(sessionId);
  anna.connection.provider.connect();
  await until(() => anna.refusals.length > 0, 'a refusal');
  expect(await namesOn(server, sessionId)).toEqual(['Vooraf']);
});

it('tells everybody who comes in, and everybody who is in when it was seen', async () => {
  const { server, sessionId, anna, bilal, back } = await aLoss();
  for (const page of [anna, bilal]) await back(page);
  const told = lossOf(server.db.losses.all(), sessionId);
  for (const { welcomes } of [anna, bilal])
    expect(welcomes.at(-1)?.loss).toEqual({ edits: told?.edits, since: told?.since.toISOString() });
  expect(told?.edits).toBeGreaterThan(1);
  await server.db.losses.forget(sessionId);
  server.rooms.greetAgain(sessionId);
  await until(() => [anna, bilal].every(({ welcomes }) => welcomes.at(-1)?.loss === null), 'the news that it was seen');
});
