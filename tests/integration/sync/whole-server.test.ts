import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SessionId, TouchpointId } from '@/lib/core/ids';
import { databaseKinds, onDatabase } from '@/tests/support/databases';
import { type Guest, someGuests } from '@/tests/support/guests';
import { bundleServer, type KillableServer, removeBundle, startKillableServer } from '@/tests/support/killable-server';
import { seededRandom } from '@/tests/support/random';
import { aTouchpoint, openPage, type SyncClient, until } from '@/tests/support/sync-client';
import { startSyncServer } from '@/tests/support/sync-server';
import { aTypist, promised, type Typist, wordsIn } from '@/tests/support/typist';

const KILLS = 2;
const WRITERS = 4;
const SEED = 4_711;
const TEST_MS = 240_000;

let dir: string;
let postgresUrl: string | undefined;
let running: KillableServer | undefined;
const pages: SyncClient[] = [];

beforeAll(bundleServer);
afterAll(removeBundle);

afterEach(async () => {
  for (const page of pages.splice(0)) page.close();
  await running?.kill();
  await rm(dir, { recursive: true, force: true });
});

/** A data folder with one session and as many guests as needed. */
async function prepare(): Promise<{ sessionId: SessionId; guests: readonly Guest[] }> {
  dir = await mkdtemp(join(tmpdir(), 'reisgezel-kill-'));
  const server = await startSyncServer({ dir, postgresUrl });
  const sessionId = await server.session();
  const guests = await someGuests(server, sessionId, WRITERS + 1);
  await server.stop();
  return { sessionId, guests };
}

async function open(
  { origin }: KillableServer,
  sessionId: SessionId,
  { memberId, cookie }: Guest,
): Promise<SyncClient> {
  const url = `${origin.replace('http', 'ws')}/sync/${sessionId}`;
  const page = openPage({ url, cookie, origin, memberId, role: 'writer' });
  pages.push(page);
  await page.synced();
  return page;
}

/** Six people type in one message until the given number of words is acknowledged; then the server is killed. */
async function typeUntilKilled(server: KillableServer, typists: readonly Typist[], enough: number): Promise<void> {
  for (const typist of typists) typist.start();
  const count = () => typists.reduce((sum, typist) => sum + typist.acknowledged().length, 0);
  await until(() => count() >= enough, `${enough} acknowledged words`);
  await server.kill();
  for (const typist of typists) typist.stop();
}

describe.each(await databaseKinds())('the whole server, as it is started in earnest, on %s', (database) => {
  onDatabase(database, (url) => {
    postgresUrl = url;
  });

  it(
    `loses no acknowledged and no shown edit over ${KILLS} kills, found by fresh pages only (T3)`,
    async () => {
      const { sessionId, guests } = await prepare();
      const random = seededRandom(SEED);
      const expected = new Set<string>();
      for (let round = 0; round < KILLS; round += 1) {
        const server = await startKillableServer(dir, postgresUrl);
        running = server;
        const [reader, ...writers] = guests;
        if (!reader) throw new Error('no reader');
        const fresh = await open(server, sessionId, reader);
        const found = wordsIn(fresh.journey());
        const lost = [...expected].filter((word) => !found.has(word));
        expect(lost, `round ${round} of seed ${SEED}`).toEqual([]);
        const { id }: { id: TouchpointId } = aTouchpoint(fresh);
        await fresh.saved();
        const clients = await Promise.all(writers.map((guest) => open(server, sessionId, guest)));
        const typists = clients.map((client, index) =>
          aTypist(client, id, `${'abcdef'[index]}${round.toString(36)}x`, seededRandom(SEED + round * 10 + index)),
        );
        await typeUntilKilled(server, typists, 20 + random.below(150));
        for (const word of promised(typists)) expected.add(word);
        for (const page of pages.splice(0)) page.close();
      }
      running = undefined;
      expect(expected.size).toBeGreaterThan(20 * KILLS);
      const after = await startSyncServer({ dir, postgresUrl });
      const repairs = await after.rooms.read(sessionId, (journey) => journey.repairs);
      expect(repairs).toEqual([]);
      await after.stop();
    },
    TEST_MS,
  );

  it('ends by itself, soon and with everything stored, when asked in an orderly way (T11)', async () => {
    const { sessionId, guests } = await prepare();
    const [writer] = guests;
    if (!writer) throw new Error('no writer');
    const server = await startKillableServer(dir, postgresUrl);
    running = server;
    const page = await open(server, sessionId, writer);
    const { id } = aTouchpoint(page);
    const typist = aTypist(page, id, 'a', seededRandom(SEED));
    typist.start();
    await until(() => typist.acknowledged().length > 50, 'some words');
    const at = performance.now();
    expect(await server.stop()).toBe(0);
    expect(performance.now() - at).toBeLessThan(5_000);
    typist.stop();
    running = undefined;
    const promisedWords = typist.acknowledged();
    const after = await startSyncServer({ dir, postgresUrl });
    const texts = await after.rooms.read(sessionId, ({ touchpoints }) =>
      [...touchpoints.values()].map(({ title, message }) => `${title} ${message}`).join(' '),
    );
    expect(promisedWords.filter((word) => !texts.includes(word))).toEqual([]);
    await after.stop();
  });
});
