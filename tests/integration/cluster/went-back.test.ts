import { describe, expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { newDocument } from '@/lib/collab/document';
import { readJourney } from '@/lib/collab/mirror';
import type { SessionId } from '@/lib/core/ids';
import { canCluster, untilNeighbours } from '@/tests/support/cluster';
import { aNetwork } from '@/tests/support/network';
import { createPostgres } from '@/tests/support/postgres';
import { copyJourneys } from '@/tests/support/postgres-copy';
import { seededRandom } from '@/tests/support/random';
import { REDIS } from '@/tests/support/redis';
import { aTouchpoint, type SyncClient, until } from '@/tests/support/sync-client';
import type { SyncServer } from '@/tests/support/sync-server';
import { aWorld } from '@/tests/support/sync-world';
import { allWordsIn, aTypist, type Typist } from '@/tests/support/typist';

const SEED = 20_261_130;

const wentBack = (): void => {
  const { start, join } = aWorld();

  /** Servers on one database, and its network. */
  async function servers(count: number) {
    const database = await createPostgres();
    // After the servers have stopped: what is registered with the world ends before this.
    onTestFinished(database.drop);
    const network = await aNetwork(database.url);
    onTestFinished(network.close);
    const settings = { postgresUrl: network.through(database.url), ...(count > 1 ? { redisUrl: REDIS } : {}) };
    const all: SyncServer[] = [];
    while (all.length < count) all.push(await start(settings));
    if (count > 1) await untilNeighbours(all);
    const [first = await start(settings)] = all;
    return { all, first, network, database, settings, sessionId: await first.session() };
  }

  /** Somebody on each server, and two on the first. */
  const people = (all: readonly SyncServer[], sessionId: SessionId): Promise<SyncClient[]> =>
    Promise.all([...all, ...all.slice(0, 1)].map((server) => join(server, sessionId)));

  /** Typists in one touchpoint of the first. */
  async function typistsOf(pages: readonly SyncClient[]): Promise<readonly Typist[]> {
    const [first] = pages;
    if (!first) throw new Error('nobody came');
    const { id } = aTouchpoint(first);
    await until(() => pages.every((page) => page.journey().touchpoints.has(id)), 'the touchpoint everywhere');
    return pages.map((page, index) => aTypist(page, id, `${'abc'[index]}x`, seededRandom(SEED + index), 20));
  }

  async function wrote(typists: readonly Typist[], words: number): Promise<void> {
    const before = typists.map((typist) => typist.acknowledged().length);
    const isThere = () =>
      typists.every((typist, index) => typist.acknowledged().length >= (before[index] ?? 0) + words);
    await until(isThere, `${words} more words of everybody`, 30_000);
  }

  /** What is on the disk, and who wrote it. */
  async function onDisk({ db }: SyncServer, sessionId: SessionId) {
    const { parts, authors, seq } = await db.journeys.load(sessionId);
    const doc = newDocument();
    for (const part of parts) Y.applyUpdate(doc, part);
    return { words: [...allWordsIn(readJourney(doc))].sort(), authors, seq };
  }

  const written = (typists: readonly Typist[]): readonly string[] => typists.flatMap((one) => one.written()).sort();
  const noticed = ({ logged }: SyncServer): boolean => logged.some(({ message }) => message.includes('went back'));
  const wereAway = (pages: readonly SyncClient[]): boolean =>
    pages.every(({ links }) => links.some(({ kind }) => kind === 'down'));

  describe.each([1, 2])('with %i servers', (count) => {
    it('gets back what it lacks, and whose it is, also when nobody writes any more', async () => {
      const { all, first, database, sessionId } = await servers(count);
      const pages = await people(all, sessionId);
      const typists = await typistsOf(pages);
      for (const typist of typists) typist.start();
      await wrote(typists, 5);
      const takeOver = await copyJourneys(database);
      await wrote(typists, 10);
      // Somebody of whom the copy knows nothing.
      const late = await join(first, sessionId);
      aTouchpoint(late, 'Van later.');
      await late.saved();
      for (const typist of typists) typist.stop();
      await until(() => typists.every(({ client }) => client.save().kind === 'saved'), 'everything to be saved');
      const { seq } = await onDisk(first, sessionId);
      await takeOver();
      expect((await onDisk(first, sessionId)).seq).toBeLessThan(seq);
      await until(() => wereAway([...pages, late]), 'the pages to be asked to come back');
      for (const page of [...pages, late]) await page.synced();
      expect(all.some(noticed)).toBe(true);
      const now = await onDisk(first, sessionId);
      expect(now.words).toEqual([...written(typists), 'later.'].sort());
      expect(now.authors.get(late.doc.clientID)).toBe(late.memberId);
      expect(now.seq).toBeGreaterThan(seq);
      for (const page of [...pages, late]) expect(page.journey()).toEqual(pages[0]?.journey());
      expect([...pages, late].flatMap(({ refusals }) => refusals)).toEqual([]);
    });

    it('loses no word of people who type on', async () => {
      const { all, first, database, settings, sessionId } = await servers(count);
      const pages = await people(all, sessionId);
      const typists = await typistsOf(pages);
      for (const typist of typists) typist.start();
      for (let round = 0; round < 3; round += 1) {
        await wrote(typists, 5);
        const takeOver = await copyJourneys(database);
        await wrote(typists, 5);
        await takeOver();
        await wrote(typists, 20);
      }
      for (const typist of typists) typist.stop();
      await until(() => pages.every((page) => page.save().kind === 'saved'), 'everything to be saved', 30_000);
      const everything = written(typists);
      await until(
        () => pages.every((page) => allWordsIn(page.journey()).length === everything.length),
        'all words everywhere',
        30_000,
      );
      expect(pages.flatMap(({ refusals }) => refusals)).toEqual([]);
      expect((await onDisk(first, sessionId)).words).toEqual(everything);
      for (const server of all) await server.stop();
      const fresh = await join(await start(settings), sessionId);
      expect([...allWordsIn(fresh.journey())].sort()).toEqual(everything);
    });

    it('gets back what a journey had that everybody has left, and that is still in memory', async () => {
      const { all, first, database, network, sessionId } = await servers(count);
      const pages = await people(all, sessionId);
      const typists = await typistsOf(pages);
      for (const typist of typists) typist.start();
      await wrote(typists, 5);
      const takeOver = await copyJourneys(database);
      await wrote(typists, 5);
      for (const typist of typists) typist.stop();
      await until(() => typists.every(({ client }) => client.save().kind === 'saved'), 'everything to be saved');
      const before = await onDisk(first, sessionId);
      network.cut();
      for (const page of pages) page.close();
      await until(() => all.every(({ rooms }) => rooms.figures().connections === 0), 'everybody to be gone');
      await takeOver();
      network.heal();
      await until(
        () => all.every(({ rooms }) => rooms.figures().rooms === 0),
        'the journey to leave the memory',
        30_000,
      );
      expect(all.some(noticed)).toBe(true);
      const now = await onDisk(first, sessionId);
      expect(now.words).toEqual(written(typists));
      expect(now.seq).toBeGreaterThan(before.seq);
      for (const { client } of typists) expect(now.authors.get(client.doc.clientID)).toBe(client.memberId);
    });
  });
};

if (await canCluster()) describe('a database that goes back to an earlier moment while servers run', () => wentBack());
else
  describe('without PostgreSQL or Redis', () =>
    it('nothing of it is promised', () => expect(process.env.CI).not.toBe('true')));
