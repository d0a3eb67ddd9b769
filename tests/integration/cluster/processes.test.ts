import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SessionId, TouchpointId } from '@/lib/core/ids';
import { aBalancer } from '@/tests/support/balancer';
import { canCluster, openThrough } from '@/tests/support/cluster';
import { type Guest, someGuests } from '@/tests/support/guests';
import { bundleServer, type KillableServer, removeBundle, startKillableServer } from '@/tests/support/killable-server';
import { createPostgres } from '@/tests/support/postgres';
import { type SeededRandom, seededRandom } from '@/tests/support/random';
import { REDIS } from '@/tests/support/redis';
import { aTouchpoint, openPage, type SyncClient, until } from '@/tests/support/sync-client';
import { startSyncServer } from '@/tests/support/sync-server';
import { aTypist, type Typist, wordsIn } from '@/tests/support/typist';

const KILLS = 10;
const RESTARTS = 3;
const SEED = 31_337;
const TEST_MS = 300_000;
/** Clients that lost their server come back spread over some seconds. */
const BACK_MS = 30_000;

const leftovers: (() => unknown)[] = [];
afterEach(async () => {
  for (const tidy of leftovers.splice(0).reverse()) await tidy();
});

/** A database and a folder that servers share, with one session and some guests. */
async function prepare(people: number) {
  const dir = await mkdtemp(join(tmpdir(), 'reisgezel-cluster-'));
  leftovers.push(() => rm(dir, { recursive: true, force: true }));
  const { url, drop } = await createPostgres();
  leftovers.push(drop);
  const server = await startSyncServer({ dir, postgresUrl: url });
  const sessionId = await server.session();
  const guests = await someGuests(server, sessionId, people);
  await server.stop();
  const start = async (): Promise<KillableServer> => {
    const started = await startKillableServer(dir, url, REDIS);
    leftovers.push(started.kill);
    return started;
  };
  return { sessionId, guests, start };
}

const portOf = ({ origin }: KillableServer): number => Number(new URL(origin).port);
const countOf = (typists: readonly Typist[]): number =>
  typists.reduce((sum, typist) => sum + typist.acknowledged().length, 0);
const keep = (page: SyncClient): SyncClient => {
  leftovers.push(page.close);
  return page;
};

async function open({ origin }: KillableServer, sessionId: SessionId, guest: Guest): Promise<SyncClient> {
  const page = keep(
    openPage({ ...guest, url: `${origin.replace('http', 'ws')}/sync/${sessionId}`, origin, role: 'writer' }),
  );
  await page.synced();
  return page;
}

/** Words of these typists that somebody was promised: acknowledged to them, or seen by anybody else. */
function promised(typists: readonly Typist[], readers: readonly SyncClient[]): readonly string[] {
  const shown = readers.map((reader) => ({ reader, words: wordsIn(reader.journey()) }));
  return typists.flatMap((typist) => {
    const acknowledged = new Set(typist.acknowledged());
    const isShown = (word: string) => shown.some(({ reader, words }) => reader !== typist.client && words.has(word));
    return typist.written().filter((word) => acknowledged.has(word) || isShown(word));
  });
}

type Desk = { readonly server: KillableServer; readonly typists: readonly Typist[] };

/** Three people at one server. */
async function staff(
  server: KillableServer,
  sessionId: SessionId,
  guests: readonly Guest[],
  writing: { readonly id: TouchpointId; readonly name: string; readonly random: SeededRandom },
): Promise<Desk> {
  const pages = await Promise.all(guests.map((guest) => open(server, sessionId, guest)));
  const { id, name, random } = writing;
  await until(() => pages.every((page) => page.journey().touchpoints.has(id)), 'the touchpoint');
  const typists = pages.map((page, index) =>
    aTypist(page, id, `${'abc'[index]}${name}x`, seededRandom(random.below(1e9))),
  );
  return { server, typists };
}

const processes = (): void => {
  it(
    `kill -9 of one of two, ${KILLS} times: nothing acknowledged or shown is lost, and the others go on (T3)`,
    async () => {
      const { sessionId, guests, start } = await prepare(7);
      const random = seededRandom(SEED);
      const safe = new Set<string>();
      const [reader] = guests;
      if (!reader) throw new Error('nobody came');
      let [survivor, next] = await Promise.all([start(), start()]);
      for (let round = 0; round < KILLS; round += 1) {
        const fresh = await open(survivor, sessionId, reader);
        const { id } = aTouchpoint(fresh);
        await fresh.saved();
        const name = round.toString(36);
        const writing = { id, random };
        const desks = [
          await staff(next, sessionId, guests.slice(1, 4), { ...writing, name: `${name}v` }),
          await staff(survivor, sessionId, guests.slice(4, 7), { ...writing, name: `${name}w` }),
        ] as const;
        const [victim, rest] = desks;
        const all = [...victim.typists, ...rest.typists];
        for (const typist of all) typist.start();
        const enough = 20 + random.below(150);
        await until(() => countOf(all) >= enough, `${enough} acknowledged words`, BACK_MS);
        await victim.server.kill();
        // Their pages never come back, so that only what the servers have can be found.
        for (const typist of victim.typists) typist.stop();
        for (const word of promised(
          victim.typists,
          all.map(({ client }) => client),
        ))
          safe.add(word);
        for (const { client } of victim.typists) client.close();
        const before = countOf(rest.typists);
        await until(() => countOf(rest.typists) >= before + 30, 'the others to go on');
        for (const typist of rest.typists) typist.stop();
        await until(() => rest.typists.every(({ client }) => client.save().kind === 'saved'), 'the rest to be saved');
        for (const typist of rest.typists) for (const word of typist.written()) safe.add(word);
        expect(rest.typists.flatMap(({ client }) => client.refusals)).toEqual([]);
        const replacement = await start();
        const look = await open(replacement, sessionId, reader);
        const found = wordsIn(look.journey());
        expect(
          [...safe].filter((word) => !found.has(word)),
          `round ${round} of seed ${SEED}`,
        ).toEqual([]);
        for (const page of [look, fresh, ...rest.typists.map(({ client }) => client)]) page.close();
        [survivor, next] = [replacement, survivor];
      }
      // biome-ignore lint/suspicious/noConsole: the figures are what this test is for
      console.info(`two processes: kills ${KILLS}, acknowledged or shown ${safe.size}, lost 0`);
    },
    TEST_MS,
  );

  it(
    `a rolling restart under load, ${RESTARTS} times: nothing is lost or doubled, nobody is turned away (T11)`,
    async () => {
      const { sessionId, guests, start } = await prepare(6);
      const balancer = await aBalancer();
      leftovers.push(balancer.close);
      let servers: readonly KillableServer[] = await Promise.all([start(), start()]);
      balancer.use(servers.map(portOf));
      const pages = guests.map((guest) => keep(openThrough(balancer, sessionId, guest)));
      for (const page of pages) await page.synced();
      const [first] = pages;
      if (!first) throw new Error('nobody came');
      const { id } = aTouchpoint(first);
      await until(() => pages.every((page) => page.journey().touchpoints.has(id)), 'the touchpoint everywhere');
      const typists = pages.map((page, index) => aTypist(page, id, `${'abcdef'[index]}x`, seededRandom(SEED + index)));
      for (let round = 0; round < RESTARTS; round += 1) {
        for (const typist of typists) typist.start();
        for (const old of servers) {
          const fresh = await start();
          const others = servers.filter((server) => server !== old);
          servers = [...others, fresh];
          balancer.use(servers.map(portOf));
          expect(await old.stop()).toBe(0);
          const before = typists.map((typist) => typist.acknowledged().length);
          const goesOn = (typist: Typist, index: number) => typist.acknowledged().length > (before[index] ?? 0) + 3;
          await until(() => typists.every(goesOn), 'everybody to go on', BACK_MS);
        }
        for (const typist of typists) typist.stop();
        const written = typists.flatMap((typist) => typist.written());
        const isEverywhere = () =>
          pages.every((page) => page.save().kind === 'saved' && wordsIn(page.journey()).size === written.length);
        await until(isEverywhere, 'all words everywhere', BACK_MS);
      }
      for (const page of pages) {
        expect(page.journey()).toEqual(first.journey());
        expect(page.refusals).toEqual([]);
        expect(page.links.map(({ kind }) => kind)).not.toContain('ended');
      }
    },
    TEST_MS,
  );
};

if (await canCluster()) {
  describe('two processes on PostgreSQL and Redis', () => {
    beforeAll(bundleServer);
    afterAll(removeBundle);
    processes();
  });
} else
  describe('without PostgreSQL or Redis', () =>
    it('nothing of it is promised', () => expect(process.env.CI).not.toBe('true')));
