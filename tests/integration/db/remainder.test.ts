import { describe, expect, it } from 'vitest';
import type { MemberId, SessionId } from '@/lib/core/ids';
import type { Database } from '@/server/db/database';
import { databases } from './support';

const A = 'session-a' as SessionId;
const bytes = (...values: number[]): Uint8Array => new Uint8Array(values);

describe.each(await databases())('what is left of a journey on $kind', ({ kind, fresh }) => {
  const changed = kind === 'SQLite' ? `x'010203'` : `'\\x010203'::bytea`;

  /** Pieces 1 to 3 in a snapshot, 4 to 6 after it. */
  async function aJourney(): Promise<{ db: Database; sql: (text: string) => Promise<unknown[][]> }> {
    const store = await fresh();
    const db = await store.open();
    await db.prisma.session.create({ data: { id: A, title: A } });
    await db.journeys.append([1, 2, 3, 4, 5, 6].map((n) => ({ sessionId: A, data: bytes(n), memberId: null })));
    await db.journeys.compact(A, 3, bytes(123));
    return { db, sql: store.sql };
  }

  it('is told part by part, damaged or not (T5)', async () => {
    const { db, sql } = await aJourney();
    await sql(`UPDATE "JourneyUpdate" SET data = ${changed} WHERE seq = 5`);
    await sql(`UPDATE "JourneySnapshot" SET data = ${changed}`);
    const { head, snapshot, pieces, points } = await db.remainder.inspect(A);
    expect(head).toBe(6);
    expect(snapshot).toMatchObject({ seq: 3, isIntact: false });
    expect(pieces.map(({ seq, isIntact }) => [seq, isIntact])).toEqual([[4, true], [5, false], [6, true]]); // biome-ignore format: a table
    expect(points).toMatchObject([{ seq: 3, isIntact: true, data: bytes(123) }]);
  });

  it('gives way to a journey under a new number, and lies aside', async () => {
    const { db, sql } = await aJourney();
    await sql(`UPDATE "JourneyUpdate" SET data = ${changed} WHERE seq = 5`);
    const remains = await db.remainder.inspect(A);
    expect(await db.remainder.replace(A, remains, bytes(9))).toBe(7);
    expect(await db.journeys.load(A)).toMatchObject({ seq: 7, parts: [bytes(9)] });
    expect(await db.journeys.since(A, 5)).toMatchObject({ seq: 7, parts: [bytes(9)] });
    const damage = await db.prisma.journeyDamage.findMany({ orderBy: { seq: 'asc' } });
    expect(damage.map(({ seq, whole }) => [seq, whole])).toEqual([[3, true], [4, false], [5, false], [6, false]]); // biome-ignore format: a table
    const next = await db.journeys.append([{ sessionId: A, data: bytes(1), memberId: null, restored: 7 }]);
    expect(next.get(A)).toBe(8);
    // What was read before is not what is there now.
    expect(await db.remainder.replace(A, remains, bytes(10))).toBeNull();
    expect((await db.journeys.load(A)).parts).toEqual([bytes(9), bytes(1)]);
  });

  it('takes nothing any more from who knows it from before it was put back', async () => {
    const { db } = await aJourney();
    const B = 'session-b' as SessionId;
    await db.prisma.session.create({ data: { id: B, title: B } });
    const remains = await db.remainder.inspect(A);
    const late = { sessionId: A, data: bytes(7), memberId: 'anna' as MemberId, authors: [77] };
    const other = { sessionId: B, data: bytes(1), memberId: null };
    // Writers that wait for the restore, and some that are just before it: each number is given out once.
    const [seq, ...answers] = await Promise.all([
      db.remainder.replace(A, remains, bytes(9)),
      ...Array.from({ length: 8 }, () => db.journeys.append([late, other])),
    ]);
    const numbers = answers.map((heads) => heads.get(A) ?? Number.NaN);
    const before = numbers.filter((number) => number > 0).sort((a, b) => a - b);
    expect(before).toEqual(before.map((_, index) => 7 + index));
    expect(seq).toBe(7 + before.length);
    expect((await db.journeys.append([{ ...late, authors: [78] }, other])).get(A)).toBe(0);
    expect(await db.prisma.journeyUpdate.count({ where: { sessionId: A, seq: { gte: Number(seq) } } })).toBe(0);
    expect(await db.prisma.journeyAuthor.count({ where: { sessionId: A, client: 78 } })).toBe(0);
    expect(await db.journeys.load(A)).toMatchObject({ seq, restored: seq, parts: [bytes(9)] });
    expect(await db.journeys.heads([A, B])).toEqual(new Map([[A, { seq, restored: seq }], [B, { seq: 9, restored: 0 }]])); // biome-ignore format: a table
    if (before.length === 0) expect((await db.journeys.load(A)).authors.size).toBe(0);
    expect(await db.prisma.journeyDamage.count()).toBe(4 + before.length);
    await db.prisma.session.delete({ where: { id: A } });
    expect([...(await db.journeys.append([late, other])).keys()]).toEqual([B]);
  });

  it('is not put back when it was made one piece meanwhile: that may have made it whole', async () => {
    const { db } = await aJourney();
    const remains = await db.remainder.inspect(A);
    await db.journeys.compact(A, 6, bytes(126));
    expect(await db.remainder.replace(A, remains, bytes(9))).toBeNull();
    expect(await db.journeys.load(A)).toMatchObject({ seq: 6, restored: 0, parts: [bytes(126)] });
  });

  it('counts on from the highest number there is when the last one was lost', async () => {
    const { db, sql } = await aJourney();
    for (const wrong of [2, 99]) {
      await sql(`UPDATE "JourneyHead" SET seq = ${wrong}`);
      await expect(db.journeys.load(A)).rejects.toThrow(/session-a/);
    }
    await sql('DELETE FROM "JourneyHead"');
    await expect(db.journeys.load(A)).rejects.toThrow('wrong');
    expect(await db.remainder.replace(A, await db.remainder.inspect(A), bytes(9))).toBe(7);
    expect((await db.journeys.load(A)).seq).toBe(7);
  });

  it('has one restore point per hour, the last one, which is the snapshot now', async () => {
    const { db } = await aJourney();
    await db.journeys.compact(A, 4, bytes(124));
    const hourAgo = new Date(Date.now() - 3_600_000);
    await db.prisma.journeyPoint.updateMany({ data: { createdAt: hourAgo } });
    await db.journeys.compact(A, 5, bytes(125));
    await db.journeys.compact(A, 6, bytes(126));
    const { points, snapshot } = await db.remainder.inspect(A);
    expect(points.map(({ seq }) => seq)).toEqual([6, 4]);
    expect(points[0]?.data).toEqual(snapshot?.data);
    await db.prisma.session.delete({ where: { id: A } });
    expect(await db.prisma.journeyPoint.count()).toBe(0);
  });
});
