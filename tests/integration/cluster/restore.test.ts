import { describe, expect, it } from 'vitest';
import type { SessionId } from '@/lib/core/ids';
import type { JourneyLog } from '@/server/db/contract';
import { createRecovery, type Recovery } from '@/server/sync/room/recovery';
import { aCluster, canCluster } from '@/tests/support/cluster';
import { gatedLog } from '@/tests/support/gated-log';
import { seededRandom } from '@/tests/support/random';
import { aTouchpoint, type SyncClient, until } from '@/tests/support/sync-client';
import type { SyncServer } from '@/tests/support/sync-server';
import { aTypist, wordsIn } from '@/tests/support/typist';

const SEED = 20_261_122;

const recoveryOf = ({ db, rooms }: SyncServer): Recovery => createRecovery({ remainder: db.remainder, rooms });

/** Bytes of the last pieces but `after` rot on the disk. */
async function spoil({ db }: SyncServer, sessionId: SessionId, after: number): Promise<void> {
  const { seq } = await db.prisma.journeyHead.findUniqueOrThrow({ where: { sessionId } });
  const where = { sessionId, seq: seq - after };
  const { count } = await db.prisma.journeyUpdate.updateMany({ where, data: { data: new Uint8Array([1, 2, 3]) } });
  expect(count).toBe(1);
}

/** Goes back to the fullest moment, in which edits are missing. */
async function restore(recovery: Recovery, sessionId: SessionId): Promise<void> {
  const [moment] = (await recovery.look(sessionId)).moments;
  if (!moment) throw new Error('nothing to go back to');
  expect(moment.missing).toBeGreaterThan(0);
  expect(await recovery.restore(sessionId, moment.point)).toMatchObject({ ok: true });
}

const hasBeenAway = (page: SyncClient): boolean => page.links.some(({ kind }) => kind === 'down');
const titles = (page: SyncClient): readonly string[] =>
  [...page.journey().touchpoints.values()].map(({ title }) => title).sort();

const restored = (): void => {
  const { pair, join } = aCluster();

  /** Anna and Bram on the first server, whose journey is damaged on the disk in the middle of what both wrote. */
  async function damaged(settings?: Parameters<typeof pair>[0]) {
    const servers = await pair(settings);
    const { a, sessionId } = servers;
    const [anna, bram] = [await join(a, sessionId), await join(a, sessionId)];
    const { id } = aTouchpoint(anna, 'Van Anna');
    await until(() => bram.journey().touchpoints.has(id), 'the touchpoint at Bram’s');
    await anna.saved();
    for (const page of [anna, bram, anna, bram]) {
      page.do('editTouchpoint', { id, changes: { title: `${page === anna ? 'Anna' : 'Bram'} was hier` } });
      aTouchpoint(page, page === anna ? 'Anna' : 'Bram');
      await page.saved();
    }
    // What no writer may bring back, of somebody who is gone by then.
    const lead = await join(a, sessionId, { role: 'facilitator' });
    lead.do('editTouchpoint', { id, changes: { status: 'approved' } });
    await lead.saved();
    const isComplete = ({ journey }: SyncClient) => journey().touchpoints.get(id)?.status === 'approved';
    await until(() => [anna, bram].every(isComplete), 'everything at both');
    lead.close();
    await spoil(a, sessionId, 6);
    return { ...servers, anna, bram, id };
  }

  it.each(['with', 'without'])(
    'reaches the process that has the journey open, %s Redis: nothing is lost',
    async (how) => {
      const { a, b, redis, sessionId, anna, bram, id } = await damaged();
      if (how === 'without') {
        redis.cut();
        await until(() => !b.relay.figures().isUp, 'B to notice');
      }
      await restore(recoveryOf(b), sessionId);
      await until(() => [anna, bram].every(hasBeenAway), 'the pages to be sent away');
      for (const page of [anna, bram]) {
        await page.synced();
        await page.saved();
      }
      anna.do('editTouchpoint', { id, changes: { title: 'Na het herstel' } });
      await anna.saved();
      const fresh = await join(b, sessionId);
      await until(() => titles(fresh).includes('Na het herstel'), 'the edit on the other server');
      expect(fresh.journey()).toEqual(anna.journey());
      expect(titles(fresh)).toEqual(['Anna', 'Anna', 'Bram', 'Bram', 'Na het herstel']);
      expect(fresh.journey().touchpoints.get(id)?.status).toBe('approved');
      expect([...anna.refusals, ...bram.refusals]).toEqual([]);
      expect((await recoveryOf(a).look(sessionId)).isDamaged).toBe(false);
      expect(a.rooms.figures().rooms + b.rooms.figures().rooms).toBe(2);
    },
  );

  it('loses no word of people who type all the time, on both servers', async () => {
    const { b, sessionId, anna, bram, id } = await damaged();
    const typists = [anna, bram].map((page, index) => aTypist(page, id, `${'ab'[index]}x`, seededRandom(SEED + index)));
    for (const typist of typists) typist.start();
    await until(() => typists.every((typist) => typist.acknowledged().length > 30), 'thirty words of each');
    await restore(recoveryOf(b), sessionId);
    const cees = await join(b, sessionId);
    await until(() => [anna, bram].every(hasBeenAway), 'the pages to be sent away');
    const before = typists.map((typist) => typist.acknowledged().length);
    const goesOn = () => typists.every((typist, index) => typist.acknowledged().length > (before[index] ?? 0) + 30);
    await until(goesOn, 'everybody to go on', 20_000);
    for (const typist of typists) typist.stop();
    const pages = [anna, bram, cees];
    const all = typists.flatMap((typist) => typist.written());
    const isEverywhere = () => pages.every((page) => wordsIn(page.journey()).size === all.length);
    await until(isEverywhere, 'all words everywhere', 20_000);
    for (const page of pages) expect(page.journey()).toEqual(anna.journey());
    expect(pages.flatMap((page) => page.refusals)).toEqual([]);
  });

  it('lets nothing onto the disk that was made on top of what is gone, and keeps it until what it needs is back', async () => {
    const door = gatedLog();
    const numbers: unknown[] = [];
    const noting = (real: JourneyLog): JourneyLog => ({
      ...real,
      append: async (batch) => {
        const heads = await real.append(batch);
        numbers.push(...heads.values());
        return heads;
      },
    });
    const { a, b, sessionId, anna, bram } = await damaged({ journeys: (real) => door.wrap(noting(real)) });
    const cees = await join(a, sessionId);
    door.close();
    aTouchpoint(cees, 'Onderweg');
    const attempts = door.attempts();
    await until(() => door.attempts() > attempts, 'the edit to be on its way to the disk');
    await restore(recoveryOf(b), sessionId);
    const { length } = numbers;
    door.open();
    await until(() => [anna, bram, cees].every(hasBeenAway), 'the pages to be sent away');
    await until(() => cees.save().kind === 'saved', 'the edit to be saved');
    expect(numbers[length]).toBe(0);
    expect((await b.db.journeys.load(sessionId)).authors.get(cees.doc.clientID)).toBe(cees.memberId);
    const fresh = await join(b, sessionId);
    expect(titles(fresh)).toEqual(['Anna', 'Anna', 'Bram', 'Bram', 'Bram was hier', 'Onderweg'].sort());
    expect([anna, bram, cees].flatMap((page) => page.refusals)).toEqual([]);
  });
};

if (await canCluster()) describe('a restore on one of two servers (T5)', () => restored());
else
  describe('without PostgreSQL or Redis', () =>
    it('nothing of it is promised', () => expect(process.env.CI).not.toBe('true')));
