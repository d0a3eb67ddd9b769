import { describe, expect, it } from 'vitest';
import { messageOf } from '@/lib/collab/document';
import type { TouchpointId } from '@/lib/core/ids';
import type { JourneyLog } from '@/server/db/contract';
import { aCluster, canCluster, complaintsOf } from '@/tests/support/cluster';
import { gatedLog } from '@/tests/support/gated-log';
import { seededRandom } from '@/tests/support/random';
import { aTouchpoint, type SyncClient, until } from '@/tests/support/sync-client';
import { aTypist, wordsIn } from '@/tests/support/typist';

const SEED = 20_261_122;

const together = (): void => {
  const { pair, join } = aCluster();

  it('six people on both servers see each other’s words at once, and end up with the same journey', async () => {
    const { a, b, sessionId } = await pair();
    const clients: SyncClient[] = [];
    for (const server of [a, b, a, b, a, b]) clients.push(await join(server, sessionId));
    const [first, second] = clients;
    if (!first || !second) throw new Error('nobody came');
    const { id } = aTouchpoint(first);
    await until(() => second.journey().touchpoints.has(id), 'the touchpoint on the other server');
    const typists = clients.map((client, index) =>
      aTypist(client, id, `${'abcdef'[index]}x`, seededRandom(SEED + index)),
    );
    for (const typist of typists) typist.start();
    await until(() => typists.every((typist) => typist.acknowledged().length >= 60), 'sixty words of each', 60_000);
    for (const typist of typists) typist.stop();
    const all = typists.flatMap((typist) => typist.written());
    await until(
      () => clients.every((client) => client.save().kind === 'saved' && wordsIn(client.journey()).size === all.length),
      'all words everywhere',
    );
    for (const client of clients) expect(client.journey()).toEqual(first.journey());
    expect(clients.flatMap((client) => client.refusals)).toEqual([]);
    // Nothing doubled: no word stands twice in the text.
    const words =
      messageOf(second.doc, id)
        ?.toString()
        .match(/[a-z0-9]+\./g) ?? [];
    expect(new Set(words).size).toBe(words.length);
    const fresh = await join(b, sessionId);
    expect(fresh.journey()).toEqual(first.journey());
    expect(complaintsOf([a, b])).toEqual([]);
  });

  it('what one server stored, the other reads, projects and builds on', async () => {
    const { a, b, sessionId } = await pair();
    const anna = await join(a, sessionId);
    const bram = await join(b, sessionId);
    const { id } = aTouchpoint(anna, 'Op A');
    anna.do('editTouchpoint', { id, changes: { plannedOn: '2027-03-01' } });
    await anna.saved();
    const titles = await b.rooms.read(sessionId, ({ touchpoints }) =>
      [...touchpoints.values()].map(({ title }) => title),
    );
    expect(titles).toEqual(['Op A']);
    await b.rooms.project(sessionId);
    expect(await b.db.prisma.calendarEntry.findMany({ where: { sessionId } })).toMatchObject([{ title: 'Op A' }]);
    await until(() => bram.journey().touchpoints.has(id), 'the touchpoint at Bram’s');
    bram.do('editTouchpoint', { id, changes: { title: 'Op B' } });
    await until(() => anna.journey().touchpoints.get(id)?.title === 'Op B', 'the new title at Anna’s');
  });

  it('what one server stored, the other has at the next question, also when nobody told it', async () => {
    const { a, b, redis, sessionId } = await pair();
    const anna = await join(a, sessionId);
    await join(b, sessionId);
    redis.cut();
    for (let round = 0; round < 10; round += 1) {
      aTouchpoint(anna, `Ronde ${round}`);
      await anna.saved();
      // At once: sooner than B looks for itself.
      expect(await b.rooms.read(sessionId, ({ touchpoints }) => touchpoints.size)).toBe(round + 1);
    }
  });

  it('who is shown the disk, because storing takes long, can go on with what another server had stored there', async () => {
    const door = gatedLog();
    let beforeLoad = async () => {};
    // This server notices nothing by itself of what the other one stores.
    const journeys = (real: JourneyLog): JourneyLog => ({
      ...door.wrap(real),
      heads: async () => new Map(),
      load: async (sessionId) => {
        await beforeLoad();
        return real.load(sessionId);
      },
    });
    const { a, b, redis, sessionId } = await pair({ journeys });
    const anna = await join(a, sessionId);
    const bram = await join(b, sessionId);
    const known = aTouchpoint(bram, 'Al bekend');
    await until(() => anna.journey().touchpoints.has(known.id), 'the touchpoint at Anna’s');
    redis.cut();
    door.close();
    aTouchpoint(anna, 'Onderweg');
    let id: TouchpointId | undefined;
    // Right before the disk is read for Carla, when nobody asks the database any more what else there is.
    beforeLoad = async () => {
      id ??= aTouchpoint(bram, 'Van B').id;
      await bram.saved();
    };
    const carla = await join(a, sessionId);
    if (!id) throw new Error('the disk was not read');
    carla.do('editTouchpoint', { id, changes: { title: 'Van Carla' } });
    door.open();
    await carla.saved();
    expect(carla.refusals).toEqual([]);
    const titles = await b.rooms.read(sessionId, ({ touchpoints }) =>
      [...touchpoints.values()].map(({ title }) => title),
    );
    expect(new Set(titles)).toEqual(new Set(['Al bekend', 'Onderweg', 'Van Carla']));
  });

  it('who waits for what is on its way to the disk misses nothing that another server stores meanwhile', async () => {
    const door = gatedLog();
    const { a, b, sessionId } = await pair({ journeys: door.wrap });
    const anna = await join(a, sessionId);
    const bram = await join(b, sessionId);
    door.close();
    aTouchpoint(anna, 'Onderweg');
    const coming = join(a, sessionId);
    await until(() => a.rooms.figures().connections === 2, 'Carla to be let in');
    const { id } = aTouchpoint(bram, 'Van B');
    await until(() => anna.journey().touchpoints.has(id), 'what Bram wrote at Anna’s, who waits for nothing');
    door.open();
    const carla = await coming;
    await until(() => carla.journey().touchpoints.size === 2, 'both at Carla’s');
  });

  it('compaction writes nothing that is not stored: another server would show it before it is', async () => {
    const door = gatedLog();
    const { a, b, sessionId } = await pair({ journeys: door.wrap });
    const anna = await join(a, sessionId);
    aTouchpoint(anna, 'Opgeslagen');
    await anna.saved();
    door.close();
    aTouchpoint(anna, 'Onderweg');
    const attempts = door.attempts();
    await until(() => door.attempts() > attempts, 'the edit to be on its way to the disk');
    await a.rooms.tidy(new Date(Date.now() + 3_600_000));
    const { parts } = await b.db.journeys.load(sessionId);
    expect(parts).toHaveLength(1);
    const titles = await b.rooms.read(sessionId, ({ touchpoints }) =>
      [...touchpoints.values()].map(({ title }) => title),
    );
    expect(titles).toEqual(['Opgeslagen']);
    door.open();
    await anna.saved();
    expect(await b.rooms.read(sessionId, ({ touchpoints }) => touchpoints.size)).toBe(2);
  });

  it('compaction on one server while the other edits loses nothing', async () => {
    const { a, b, sessionId } = await pair();
    const anna = await join(a, sessionId);
    const bram = await join(b, sessionId);
    const { id } = aTouchpoint(anna);
    await until(() => bram.journey().touchpoints.has(id), 'the touchpoint at Bram’s');
    const typists = [anna, bram].map((client, index) =>
      aTypist(client, id, `${'ab'[index]}x`, seededRandom(SEED + index)),
    );
    for (const typist of typists) typist.start();
    // Long enough for the log to be made one piece while both type.
    const isCompacted = async () => (await a.db.prisma.journeySnapshot.count({ where: { sessionId } })) > 0;
    let seen = 0;
    do {
      seen += 100;
      await until(() => typists.every((typist) => typist.acknowledged().length >= seen), `${seen} words each`, 60_000);
    } while (!(await isCompacted()));
    for (const typist of typists) typist.stop();
    const all = typists.flatMap((typist) => typist.written());
    await until(
      () => [anna, bram].every((client) => wordsIn(client.journey()).size === all.length),
      'all words at both',
    );
    anna.close();
    bram.close();
    await until(() => a.rooms.figures().rooms + b.rooms.figures().rooms === 0, 'both rooms to be gone');
    const fresh = await join(b, sessionId);
    expect(wordsIn(fresh.journey())).toEqual(new Set(all));
    expect(complaintsOf([a, b])).toEqual([]);
  });
};

if (await canCluster()) describe('two servers on PostgreSQL and Redis', () => together());
else
  describe('without PostgreSQL or Redis', () =>
    it('nothing of it is promised', () => expect(process.env.CI).not.toBe('true')));
