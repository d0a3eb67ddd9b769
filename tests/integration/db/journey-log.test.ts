import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MemberId, SessionId } from '@/lib/core/ids';
import type { Database } from '@/server/db/database';
import { DamagedPiece } from '@/server/db/journey-log';
import { databases, openTemp, type Store, tempDir } from './support';

const A = 'session-a' as SessionId;
const B = 'session-b' as SessionId;
const bytes = (...values: number[]): Uint8Array => new Uint8Array(values);

async function withSessions(db: Database): Promise<Database> {
  await db.prisma.session.createMany({ data: [A, B].map((id) => ({ id, title: id })) });
  return db;
}

describe.each(await databases())('the journey log on $kind', ({ kind, fresh }) => {
  const openWithSessions = async (store?: Store): Promise<Database> =>
    withSessions(await (store ?? (await fresh())).open());

  it('gives back what was appended, per session and in order', async () => {
    const { journeys } = await openWithSessions();
    expect(await journeys.load(A)).toEqual({ seq: 0, parts: [] });
    const seqs = await journeys.append([
      { sessionId: A, data: bytes(1), memberId: 'm' as MemberId },
      { sessionId: B, data: bytes(2), memberId: null },
      { sessionId: A, data: bytes(3), memberId: null },
    ]);
    expect([...seqs.keys()].sort()).toEqual([A, B]);
    const later = await journeys.append([{ sessionId: A, data: bytes(4), memberId: null }]);
    expect(later.get(A)).toBeGreaterThan(seqs.get(A) ?? Number.NaN);
    expect(await journeys.load(A)).toEqual({ seq: later.get(A), parts: [bytes(1), bytes(3), bytes(4)] });
    expect(await journeys.load(B)).toEqual({ seq: seqs.get(B), parts: [bytes(2)] });
    expect(await journeys.append([])).toEqual(new Map());
  });

  it('keeps bytes of every value and size, also views into a larger buffer', async () => {
    const { journeys } = await openWithSessions();
    const whole = new Uint8Array(300_000).map((_, index) => index % 256);
    const pieces = [bytes(), whole, whole.subarray(10, 20), new Uint8Array(Buffer.from('pooled'))];
    await journeys.append(pieces.map((data) => ({ sessionId: A, data, memberId: null })));
    expect((await journeys.load(A)).parts).toEqual(pieces.map((data) => new Uint8Array(data)));
  });

  it('stores a batch of thousands as one', async () => {
    const { journeys } = await openWithSessions();
    const batch = Array.from({ length: 12_000 }, (_, index) => ({
      sessionId: index % 2 ? A : B,
      data: bytes(index % 256, index >> 8),
      memberId: null,
    }));
    const seqs = await journeys.append(batch);
    expect((await journeys.load(A)).parts).toHaveLength(6000);
    expect((await journeys.load(B)).seq).toBe(seqs.get(B));
  });

  it('replaces what is older by a snapshot and keeps what is newer', async () => {
    const { journeys } = await openWithSessions();
    const first = await journeys.append([1, 2, 3].map((n) => ({ sessionId: A, data: bytes(n), memberId: null })));
    const second = await journeys.append([{ sessionId: A, data: bytes(4), memberId: null }]);
    await journeys.compact(A, first.get(A) ?? 0, bytes(123));
    expect(await journeys.load(A)).toEqual({ seq: second.get(A), parts: [bytes(123), bytes(4)] });
    await journeys.compact(A, second.get(A) ?? 0, bytes(124));
    expect(await journeys.load(A)).toEqual({ seq: second.get(A), parts: [bytes(124)] });
    const third = await journeys.append([{ sessionId: A, data: bytes(5), memberId: null }]);
    expect(await journeys.load(A)).toEqual({ seq: third.get(A), parts: [bytes(124), bytes(5)] });
  });

  it('stores the others when one session of a batch was deleted meanwhile', async () => {
    const { journeys, prisma } = await openWithSessions();
    await prisma.session.delete({ where: { id: B } });
    const seqs = await journeys.append([A, B, A].map((sessionId) => ({ sessionId, data: bytes(9), memberId: null })));
    expect([...seqs.keys()]).toEqual([A]);
    expect((await journeys.load(A)).parts).toHaveLength(2);
    await expect(journeys.compact(B, 1, bytes(1))).rejects.toThrow();
  });

  it.each(['JourneyUpdate', 'JourneySnapshot'])(
    'notices a changed byte in %s and never gives an empty journey (T5, T8)',
    async (table) => {
      const store = await fresh();
      const { journeys } = await openWithSessions(store);
      const seqs = await journeys.append([1, 2].map((n) => ({ sessionId: A, data: bytes(n, n, n), memberId: null })));
      if (table === 'JourneySnapshot') await journeys.compact(A, seqs.get(A) ?? 0, bytes(7, 7));
      const changed = kind === 'SQLite' ? `x'010203'` : `'\\x010203'::bytea`;
      await store.sql(`UPDATE "${table}" SET data = ${changed} WHERE "sessionId" = '${A}'`);
      await expect(journeys.load(A)).rejects.toThrow(DamagedPiece);
    },
  );

  it('is visible to another connection as soon as append resolves', async () => {
    const store = await fresh();
    const { journeys } = await openWithSessions(store);
    await journeys.append([{ sessionId: A, data: bytes(1), memberId: null }]);
    expect((await store.sql('SELECT count(*) FROM "JourneyUpdate"')).map(([count]) => Number(count))).toEqual([1]);
  });

  it('does not go back to an older snapshot', async () => {
    const { journeys } = await openWithSessions();
    const first = await journeys.append([{ sessionId: A, data: bytes(1), memberId: null }]);
    const second = await journeys.append([{ sessionId: A, data: bytes(2), memberId: null }]);
    await journeys.compact(A, second.get(A) ?? 0, bytes(12));
    await journeys.compact(A, first.get(A) ?? 0, bytes(11));
    expect(await journeys.load(A)).toEqual({ seq: second.get(A), parts: [bytes(12)] });
  });
});

describe('the journey log on SQLite', () => {
  it('stores nothing of a batch that does not fit on the disk, and goes on when there is room again (T7)', async () => {
    const { journeys, prisma } = await withSessions(await openTemp(join(await tempDir(), 'x.db')));
    await journeys.append([{ sessionId: A, data: bytes(1), memberId: null }]);
    const [pages] = await prisma.$queryRaw<{ page_count: number }[]>`PRAGMA page_count`;
    await prisma.$queryRawUnsafe(`PRAGMA max_page_count = ${pages?.page_count}`);
    const large = [A, B].map((sessionId) => ({ sessionId, data: new Uint8Array(100_000), memberId: null }));
    for (let attempt = 0; attempt < 5; attempt++) await expect(journeys.append(large)).rejects.toThrow(/full/);
    expect((await journeys.load(A)).parts).toEqual([bytes(1)]);
    expect((await journeys.load(B)).parts).toEqual([]);
    await prisma.$queryRaw`PRAGMA max_page_count = 1000000`;
    await journeys.append(large);
    expect((await journeys.load(A)).parts).toHaveLength(2);
  });
});
