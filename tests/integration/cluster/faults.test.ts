import { describe, expect, it, onTestFinished } from 'vitest';
import { messageOf } from '@/lib/collab/document';
import { aBalancer } from '@/tests/support/balancer';
import { aCluster, canCluster, openThrough, type Pair } from '@/tests/support/cluster';
import { seededRandom } from '@/tests/support/random';
import { aTouchpoint, type SyncClient, until } from '@/tests/support/sync-client';
import { aTypist, type Typist, wordsIn } from '@/tests/support/typist';

const SEED = 815;
/** Slow enough not to fill the message while somebody is away, in milliseconds a word. */
const PAUSE_MS = 40;
/** An edit reaches the other server within this time when nobody tells it: it looks twice a second. */
const UNTOLD_MS = 1_500;
/** A database that stopped: until our side gives up on an answer, and the retry after it. */
const OUTAGE_MS = 40_000;

/** How many words somebody has on disk. */
const countOf = (typists: readonly Typist[]): number =>
  typists.reduce((sum, typist) => sum + typist.acknowledged().length, 0);

const faults = (): void => {
  const { pair, join } = aCluster();

  /** Two people on each server, who type. */
  async function typing(servers: Pair) {
    const { a, b, sessionId } = servers;
    const clients: SyncClient[] = [];
    for (const server of [a, b, a, b]) clients.push(await join(server, sessionId));
    const [first] = clients;
    if (!first) throw new Error('nobody came');
    const { id } = aTouchpoint(first);
    await until(() => clients.every((client) => client.journey().touchpoints.has(id)), 'the touchpoint everywhere');
    const typists = clients.map((client, index) =>
      aTypist(client, id, `${'abcd'[index]}x`, seededRandom(SEED + index), PAUSE_MS),
    );
    for (const typist of typists) typist.start();
    const more = async (words: number) => {
      const enough = countOf(typists) + words;
      await until(() => countOf(typists) >= enough, `${words} more words on disk`, 60_000);
    };
    /** Everything is everywhere, once. */
    const converge = async (within = 20_000) => {
      for (const typist of typists) typist.stop();
      const all = typists.flatMap((typist) => typist.written());
      const isEverywhere = () =>
        clients.every((client) => client.save().kind === 'saved' && wordsIn(client.journey()).size === all.length);
      await until(isEverywhere, 'all words everywhere', within);
      for (const client of clients) expect(client.journey()).toEqual(first.journey());
      const words =
        messageOf(first.doc, id)
          ?.toString()
          .match(/[a-z0-9]+\./g) ?? [];
      expect(new Set(words).size).toBe(words.length);
      expect(clients.flatMap((client) => client.refusals)).toEqual([]);
    };
    return { clients, id, typists, more, converge };
  }

  it('Redis that is cut off and comes back, several times, while people type: nothing lost, nothing doubled', async () => {
    const servers = await pair();
    const { more, converge } = await typing(servers);
    for (let round = 0; round < 4; round += 1) {
      servers.redis.cut();
      await more(60);
      servers.redis.heal();
      await until(() => servers.b.relay.figures().isUp, 'the way to Redis again', 20_000);
      await more(60);
    }
    await converge();
  });

  it('Redis that stays away: edits reach the other server by the database', async () => {
    const servers = await pair();
    const { a, b, redis, sessionId } = servers;
    const [anna, bram] = [await join(a, sessionId), await join(b, sessionId)];
    redis.cut();
    await until(() => !b.relay.figures().isUp, 'B to notice');
    for (let round = 0; round < 5; round += 1) {
      const [from, to] = round % 2 ? [anna, bram] : [bram, anna];
      const { id } = aTouchpoint(from, `Ronde ${round}`);
      await from.saved();
      const at = performance.now();
      await until(() => to.journey().touchpoints.has(id), 'the touchpoint on the other server');
      expect(performance.now() - at).toBeLessThan(UNTOLD_MS);
    }
  });

  it('Redis that is slow: nothing lost, nothing doubled', async () => {
    const servers = await pair();
    const { more, converge } = await typing(servers);
    servers.redis.slow(700);
    await more(300);
    servers.redis.slow(0);
    await more(100);
    await converge();
  });

  it('Redis that hangs: noticed by itself, and everything arrives', async () => {
    const servers = await pair();
    const { more, converge } = await typing(servers);
    servers.redis.hold();
    await until(() => !servers.b.relay.figures().isUp, 'B to notice that nothing comes through', 15_000);
    await more(100);
    servers.redis.heal();
    await until(() => servers.b.relay.figures().isUp, 'the way to Redis again', 20_000);
    await converge();
  });

  it('PostgreSQL that is paused: nothing is acknowledged or shown, and everything arrives once after it', async () => {
    const servers = await pair();
    const { clients, typists, more, converge } = await typing(servers);
    await more(40);
    servers.postgres.hold();
    await until(
      () => clients.every((client) => client.save().kind === 'unsaved'),
      '“not saved” at everybody',
      OUTAGE_MS,
    );
    const before = countOf(typists);
    const shown = clients.map((client) => wordsIn(client.journey()).size);
    for (const typist of typists) typist.stop();
    expect(countOf(typists)).toBe(before);
    // What a page shows more than at the start of the outage is its own.
    expect(clients.map((client) => wordsIn(client.journey()).size)).toEqual(shown);
    servers.postgres.heal();
    await converge(OUTAGE_MS);
  });

  it('a page that moves to the other server with unsaved edits is not refused, and nothing is doubled', async () => {
    const servers = await pair();
    const { a, b, sessionId } = servers;
    const { clients, id, converge, more } = await typing(servers);
    await more(20);
    const balancer = await aBalancer();
    onTestFinished(balancer.close);
    balancer.use([a.port]);
    const memberId = await a.member(sessionId);
    const page = openThrough(balancer, sessionId, { memberId, cookie: `member=${memberId}` });
    onTestFinished(page.close);
    await page.synced();
    // From now on B only knows what it looks up.
    servers.redis.cut();
    for (let round = 0; round < 6; round += 1) {
      // Written without a connection, on top of what the old server told it a moment ago.
      page.connection.provider.disconnect();
      for (const letter of 'weg') page.do('spliceMessage', { id, index: 0, remove: 0, insert: letter });
      balancer.use([round % 2 ? a.port : b.port]);
      page.connection.provider.connect();
      await page.saved();
      expect(page.refusals).toEqual([]);
    }
    const count = (client: SyncClient) => messageOf(client.doc, id)?.toString().match(/gew/g)?.length ?? 0;
    // Before journeys are compared: the page is not one of those whose words `converge` waits for.
    await until(() => clients.every((client) => count(client) >= 6), 'what the page wrote everywhere');
    await converge();
    // Each once, also where only the database told of it.
    expect(clients.map(count)).toEqual(clients.map(() => 6));
  });
};

if (await canCluster()) describe('faults between two servers', () => faults());
else
  describe('without PostgreSQL or Redis', () =>
    it('nothing of it is promised', () => expect(process.env.CI).not.toBe('true')));
