import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deriveEntries } from '@/lib/calendar/derive';
import type { MemberId, SessionId, TouchpointId } from '@/lib/core/ids';
import { newId } from '@/lib/core/ids';
import { hashToken, newToken } from '@/server/auth/token';
import { bundleServer, type KillableServer, removeBundle, startKillableServer } from '@/tests/support/killable-server';
import { createPostgres, hasPostgres } from '@/tests/support/postgres';
import { seededRandom } from '@/tests/support/random';
import { aTouchpoint, openPage, type SyncClient, until } from '@/tests/support/sync-client';
import { startSyncServer } from '@/tests/support/sync-server';
import { aTypist, type Typist, wordsIn } from '@/tests/support/typist';

const KILLS = 20;
const WRITERS = 6;
const SEED = 4_711;
const TEST_MS = 240_000;

type Guest = { readonly memberId: MemberId; readonly cookie: string };

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
  const guests: Guest[] = [];
  for (let count = 0; count <= WRITERS; count += 1) {
    const memberId = await server.member(sessionId);
    const token = newToken();
    const expiresAt = new Date(Date.now() + 3_600_000);
    const guest = await server.db.prisma.guest.create({
      data: { id: newId(), tokenHash: hashToken(token), expiresAt },
    });
    await server.db.prisma.member.update({ where: { id: memberId }, data: { guestId: guest.id } });
    guests.push({ memberId, cookie: `reisgezel-guest=${token}` });
  }
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

/** Words that were promised to be safe: acknowledged to their writer, or seen by anybody else. */
function promised(typists: readonly Typist[]): { acknowledged: readonly string[]; seen: readonly string[] } {
  const seen = typists.flatMap((typist) =>
    typists
      .filter((other) => other !== typist)
      .flatMap((other) => {
        const shown = wordsIn(other.client);
        return typist.written().filter((word) => shown.has(word));
      }),
  );
  return { acknowledged: typists.flatMap((typist) => typist.acknowledged()), seen: [...new Set(seen)] };
}

const databases = (await hasPostgres()) ? ['SQLite', 'PostgreSQL'] : ['SQLite'];

describe.each(databases)('kill -9 in the middle of six people typing, on %s (T3)', (database) => {
  beforeEach(async () => {
    if (database === 'SQLite') return;
    const { url, drop } = await createPostgres();
    postgresUrl = url;
    return async () => {
      postgresUrl = undefined;
      await drop();
    };
  });

  it(
    `loses no acknowledged and no shown edit over ${KILLS} kills, found by fresh pages only`,
    async () => {
      const { sessionId, guests } = await prepare();
      const random = seededRandom(SEED);
      const safe = { acknowledged: 0, seen: 0, lost: 0 };
      const expected = new Set<string>();
      for (let round = 0; round < KILLS; round += 1) {
        const server = await startKillableServer(dir, postgresUrl);
        running = server;
        const [reader, ...writers] = guests;
        if (!reader) throw new Error('no reader');
        const fresh = await open(server, sessionId, reader);
        const found = wordsIn(fresh);
        const lost = [...expected].filter((word) => !found.has(word));
        safe.lost += lost.length;
        expect(lost, `round ${round} of seed ${SEED}`).toEqual([]);
        const { id }: { id: TouchpointId } = aTouchpoint(fresh);
        await fresh.saved();
        const clients = await Promise.all(writers.map((guest) => open(server, sessionId, guest)));
        const typists = clients.map((client, index) =>
          aTypist(client, id, `${'abcdef'[index]}${round.toString(36)}x`, seededRandom(SEED + round * 10 + index)),
        );
        await typeUntilKilled(server, typists, 20 + random.below(150));
        const { acknowledged, seen } = promised(typists);
        for (const word of [...acknowledged, ...seen]) expected.add(word);
        safe.acknowledged += acknowledged.length;
        safe.seen += seen.length;
        for (const page of pages.splice(0)) page.close();
      }
      running = undefined;
      // biome-ignore lint/suspicious/noConsole: the figures are what this test is for
      console.info(
        `${database}: kills ${KILLS}, acknowledged ${safe.acknowledged}, shown ${safe.seen}, lost ${safe.lost}`,
      );
      const after = await startSyncServer({ dir, postgresUrl });
      await after.rooms.project(sessionId);
      const entries = await after.rooms.read(sessionId, (journey) => {
        expect(journey.repairs).toEqual([]);
        return deriveEntries(journey);
      });
      const rows = await after.db.prisma.calendarEntry.findMany({ where: { sessionId } });
      const plan = (list: readonly { id: string; plannedOn: string; title: string }[]) =>
        list.map(({ id, plannedOn, title }) => `${id} ${plannedOn} ${title}`).sort();
      expect(rows.length).toBeGreaterThan(0);
      expect(plan(rows)).toEqual(plan(entries));
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
