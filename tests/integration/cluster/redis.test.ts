import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SessionId } from '@/lib/core/ids';
import { idOf, seenBy } from '@/tests/support/awareness';
import { aCluster, canCluster, untilNeighbours } from '@/tests/support/cluster';
import { type Guest, someGuests } from '@/tests/support/guests';
import { bundleServer, type KillableServer, removeBundle, startKillableServer } from '@/tests/support/killable-server';
import { createPostgres } from '@/tests/support/postgres';
import { seededRandom } from '@/tests/support/random';
import { hasRedisServer, makeCertificate, type OwnRedis, startRedis } from '@/tests/support/redis-process';
import { aTouchpoint, openPage, type SyncClient, until } from '@/tests/support/sync-client';
import { startSyncServer } from '@/tests/support/sync-server';
import { allWordsIn, aTypist, type Typist } from '@/tests/support/typist';

const SEED = 6_379;
const DEATHS = 3;
/** Slow enough not to fill the message, in milliseconds a word. */
const PAUSE_MS = 40;
/** Servers look for Redis at growing intervals, and take a silent neighbour for dead after six seconds. */
const PATIENCE_MS = 60_000;

const leftovers: (() => unknown)[] = [];

async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'reisgezel-redis-'));
  leftovers.push(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

async function aDatabase(): Promise<string> {
  const { url, drop } = await createPostgres();
  leftovers.push(drop);
  return url;
}

const keep = (redis: OwnRedis): OwnRedis => {
  leftovers.push(redis.kill);
  return redis;
};

const countOf = (typists: readonly Typist[]): number =>
  typists.reduce((sum, typist) => sum + typist.acknowledged().length, 0);

const point = (client: SyncClient, x: number): void =>
  client.connection.awareness.setLocalState({ pointer: { cell: 'a|touch', x, y: 0.5 } });

/** Both know where the other points: only Redis carries that. */
async function untilSeen(anna: SyncClient, bram: SyncClient, x: number): Promise<void> {
  point(anna, x);
  point(bram, x);
  const seesOther = (one: SyncClient, other: SyncClient) => seenBy(one, idOf(other))?.pointer?.x === x;
  await until(() => seesOther(anna, bram) && seesOther(bram, anna), 'both to see each other', PATIENCE_MS);
}

const deaths = (): void => {
  const { start, join: enter } = aCluster();

  it(`kill -9 of Redis, ${DEATHS} times: editing goes on, everything arrives once, and people see each other again`, async () => {
    const redis = keep(await startRedis(await folder()));
    const postgresUrl = await aDatabase();
    const [a, b] = [
      await start({ postgresUrl, redisUrl: redis.url }),
      await start({ postgresUrl, redisUrl: redis.url }),
    ];
    await untilNeighbours([a, b]);
    const sessionId = await a.session();
    const [anna, bram] = [await enter(a, sessionId), await enter(b, sessionId)];
    const { id } = aTouchpoint(anna);
    await until(() => bram.journey().touchpoints.has(id), 'the touchpoint at Bram’s');
    const typists = [anna, bram].map((client, index) =>
      aTypist(client, id, `${'ab'[index]}x`, seededRandom(SEED + index), PAUSE_MS),
    );
    for (const typist of typists) typist.start();
    const more = async (words: number) => {
      const enough = countOf(typists) + words;
      await until(() => countOf(typists) >= enough, `${words} more words on disk`, PATIENCE_MS);
    };
    await untilSeen(anna, bram, 0.01);
    for (let round = 1; round <= DEATHS; round += 1) {
      await more(20);
      await redis.kill();
      await until(() => [a, b].every(({ relay }) => !relay.figures().isUp), 'both to notice', PATIENCE_MS);
      const before = typists.map((typist) => typist.written().length);
      await more(20);
      // What was written meanwhile gets to the other server by the database.
      const isThere = (reader: SyncClient, writer: Typist | undefined, count = 0) =>
        (writer?.written() ?? []).slice(0, count + 1).every((word) => allWordsIn(reader.journey()).includes(word));
      const arrives = () => isThere(anna, typists[1], before[1]) && isThere(bram, typists[0], before[0]);
      await until(arrives, 'words on the other server without Redis', PATIENCE_MS);
      await redis.start();
      await until(() => [a, b].every(({ relay }) => relay.figures().isUp), 'both to find it again', PATIENCE_MS);
      await untilSeen(anna, bram, 0.1 * round);
    }
    for (const typist of typists) typist.stop();
    const written = typists.flatMap((typist) => typist.written()).sort();
    const isEverywhere = (page: SyncClient) =>
      page.save().kind === 'saved' && allWordsIn(page.journey()).length >= written.length;
    await until(() => [anna, bram].every(isEverywhere), 'all words at both', PATIENCE_MS);
    for (const page of [anna, bram]) {
      expect([...allWordsIn(page.journey())].sort()).toEqual(written);
      expect(page.refusals).toEqual([]);
      // Nobody's connection suffered.
      expect(page.links.filter(({ kind }) => kind === 'down')).toEqual([]);
    }
  });
};

/** Two people, and where they come in. */
async function prepare(): Promise<{
  postgresUrl: string;
  dir: string;
  sessionId: SessionId;
  guests: readonly Guest[];
}> {
  const [dir, postgresUrl] = [await folder(), await aDatabase()];
  const server = await startSyncServer({ dir, postgresUrl });
  const sessionId = await server.session();
  const guests = await someGuests(server, sessionId, 2);
  await server.stop();
  return { postgresUrl, dir, sessionId, guests };
}

async function open({ origin }: KillableServer, sessionId: SessionId, guest: Guest | undefined): Promise<SyncClient> {
  if (!guest) throw new Error('nobody came');
  const url = `${origin.replace('http', 'ws')}/sync/${sessionId}`;
  const page = openPage({ ...guest, url, origin, role: 'writer' });
  leftovers.push(page.close);
  await page.synced();
  return page;
}

const isUp = async ({ origin }: KillableServer): Promise<boolean> =>
  /^reisgezel_relay_up 1$/m.test(await (await fetch(`${origin}/metrics`)).text());

const encrypted = (): void => {
  beforeAll(bundleServer);
  afterAll(removeBundle);

  it('rediss:// with a certificate of one’s own: trusted where NODE_EXTRA_CA_CERTS names it, and not elsewhere', async () => {
    const secured = makeCertificate(await folder());
    const redis = keep(await startRedis(await folder(), secured));
    const { postgresUrl, dir, sessionId, guests } = await prepare();
    const start = async (more: Readonly<Record<string, string>>) => {
      const server = await startKillableServer(dir, postgresUrl, redis.url, { LOG_LEVEL: 'silent', ...more });
      leftovers.push(server.kill);
      return server;
    };
    const trusting = { NODE_EXTRA_CA_CERTS: secured.certificate };
    const [a, b] = [await start(trusting), await start(trusting)];
    const [anna, bram] = [await open(a, sessionId, guests[0]), await open(b, sessionId, guests[1])];
    await untilSeen(anna, bram, 0.25);
    expect(await Promise.all([a, b].map(isUp))).toEqual([true, true]);
    const { id } = aTouchpoint(anna, 'Versleuteld');
    await until(() => bram.journey().touchpoints.has(id), 'the touchpoint at Bram’s', PATIENCE_MS);
    const stranger = await start({});
    const page = await open(stranger, sessionId, guests[1]);
    expect(await isUp(stranger)).toBe(false);
    const added = aTouchpoint(page, 'Door de database');
    await until(() => anna.journey().touchpoints.has(added.id), 'the touchpoint at Anna’s', PATIENCE_MS);
    // Still not: it tried all this time.
    expect(await isUp(stranger)).toBe(false);
  });
};

// Before the servers are stopped, so that it runs after that.
afterEach(async () => {
  for (const tidy of leftovers.splice(0).reverse()) await tidy();
});

if ((await canCluster()) && hasRedisServer()) {
  describe('a Redis that dies', () => deaths());
  describe('a Redis behind TLS', () => encrypted());
} else
  describe('without PostgreSQL or Redis', () =>
    it('nothing of it is promised', () => expect(process.env.CI).not.toBe('true')));
