import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MemberId, SessionId } from '@/lib/core/ids';
import type { Database } from '@/server/db/database';
import { createJourneyLog, DamagedPiece } from '@/server/db/journey-log';
import { openConnection } from '@/server/db/sqlite/connection';
import { readWith } from '@/server/db/sqlite/read';
import { Turns } from '@/server/db/sqlite/turn';
import { insertWith } from '@/server/db/sqlite/write';
import { databases, openTemp, type Store, tempDir } from './support';

const A = 'session-a' as SessionId;
const B = 'session-b' as SessionId;
/** What a journey has besides: nobody wrote in it, and it was never put back. */
const REST = { authors: new Map(), restored: 0 };
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
    expect(await journeys.load(A)).toEqual({ seq: 0, parts: [], ...REST });
    const seqs = await journeys.append([
      { sessionId: A, data: bytes(1), memberId: 'm' as MemberId },
      { sessionId: B, data: bytes(2), memberId: null },
      { sessionId: A, data: bytes(3), memberId: null },
    ]);
    expect([...seqs.keys()].sort()).toEqual([A, B]);
    const later = await journeys.append([{ sessionId: A, data: bytes(4), memberId: null }]);
    expect(later.get(A)).toBeGreaterThan(seqs.get(A) ?? Number.NaN);
    expect(await journeys.load(A)).toEqual({
      seq: later.get(A),
      parts: [bytes(1), bytes(3), bytes(4)],
      ...REST,
    });
    expect(await journeys.load(B)).toEqual({ seq: seqs.get(B), parts: [bytes(2)], ...REST });
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

  it('lets others go on while it reads a long history', async () => {
    const { journeys } = await openWithSessions();
    await journeys.append(Array.from({ length: 6_000 }, () => ({ sessionId: A, data: bytes(1, 2), memberId: null })));
    let turns = 0;
    let isReading = true;
    const count = (): void => {
      turns += 1;
      if (isReading) setImmediate(count);
    };
    setImmediate(count);
    expect((await journeys.load(A)).parts).toHaveLength(6_000);
    isReading = false;
    expect(turns).toBeGreaterThan(10);
  });

  it('replaces what is older by a snapshot and keeps what is newer', async () => {
    const { journeys } = await openWithSessions();
    const first = await journeys.append([1, 2, 3].map((n) => ({ sessionId: A, data: bytes(n), memberId: null })));
    const second = await journeys.append([{ sessionId: A, data: bytes(4), memberId: null }]);
    await journeys.compact(A, first.get(A) ?? 0, bytes(123));
    expect(await journeys.load(A)).toEqual({ seq: second.get(A), parts: [bytes(123), bytes(4)], ...REST });
    await journeys.compact(A, second.get(A) ?? 0, bytes(124));
    expect(await journeys.load(A)).toEqual({ seq: second.get(A), parts: [bytes(124)], ...REST });
    const third = await journeys.append([{ sessionId: A, data: bytes(5), memberId: null }]);
    expect(await journeys.load(A)).toEqual({ seq: third.get(A), parts: [bytes(124), bytes(5)], ...REST });
  });

  it('knows the shape of what a snapshot holds when it was told, and only then', async () => {
    const { journeys } = await openWithSessions();
    await journeys.append([1, 2, 3].map((n) => ({ sessionId: A, data: bytes(n), memberId: null })));
    const versionOf = async () => (await journeys.load(A)).snapshotVersion;
    expect(await versionOf()).toBeUndefined();
    await journeys.compact(A, 1, bytes(1), 7);
    expect(await versionOf()).toBe(7);
    expect((await journeys.since(A, 0)).snapshotVersion).toBe(7);
    expect((await journeys.since(A, 1)).snapshotVersion).toBeUndefined();
    await journeys.compact(A, 2, bytes(12), 8);
    expect(await versionOf()).toBe(8);
    await journeys.compact(A, 3, bytes(123));
    expect(await versionOf()).toBeUndefined();
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

  it('numbers the pieces of each session from one, without holes, also after a merge', async () => {
    const { journeys } = await openWithSessions();
    const add = (...sessions: SessionId[]): Promise<ReadonlyMap<SessionId, number>> =>
      journeys.append(sessions.map((sessionId) => ({ sessionId, data: bytes(1), memberId: null })));
    expect(await add(A, B, A)).toEqual(new Map([[A, 2], [B, 1]])); // biome-ignore format: a table
    expect(await add(B, B)).toEqual(new Map([[B, 3]]));
    await journeys.compact(A, 2, bytes(9));
    expect(await add(A)).toEqual(new Map([[A, 3]]));
    expect(await journeys.heads([A, B, 'nowhere' as SessionId])).toEqual(new Map([A, B].map((id) => [id, { seq: 3, restored: 0 }]))); // biome-ignore format: a table
    await expect(journeys.compact(A, 4, bytes(9))).rejects.toThrow('no piece 4');
  });

  it('gives what came after a piece, and the snapshot first when that has swallowed some of it', async () => {
    const { journeys } = await openWithSessions();
    await journeys.append([1, 2, 3, 4].map((n) => ({ sessionId: A, data: bytes(n), memberId: null })));
    const since = async (seq: number): Promise<unknown> => {
      const stored = await journeys.since(A, seq);
      return [stored.seq, ...stored.parts.map((part) => part[0])];
    };
    expect(await since(0)).toEqual([4, 1, 2, 3, 4]);
    expect(await since(2)).toEqual([4, 3, 4]);
    expect(await since(4)).toEqual([4]);
    await journeys.compact(A, 3, bytes(123));
    expect(await since(2)).toEqual([4, 123, 4]);
    expect(await since(3)).toEqual([4, 4]);
    expect(await since(9)).toEqual([4]);
    expect(await journeys.since(B, 0)).toEqual({ seq: 0, parts: [], ...REST });
  });

  it('remembers who used a client id of the document first, of any size, also after a merge', async () => {
    const { journeys, prisma } = await openWithSessions();
    const [anna, bart] = ['anna', 'bart'] as [MemberId, MemberId];
    const most = Number.MAX_SAFE_INTEGER;
    await journeys.append([
      { sessionId: A, data: bytes(1), memberId: anna, authors: [1, 0xffffffff] },
      { sessionId: A, data: bytes(2), memberId: bart, authors: [1, most] },
      { sessionId: B, data: bytes(3), memberId: bart, authors: [1] },
      { sessionId: A, data: bytes(4), memberId: null, authors: [7] },
    ]);
    await journeys.append([{ sessionId: A, data: bytes(5), memberId: bart, authors: [0xffffffff, 8] }]);
    await journeys.compact(A, 4, bytes(9));
    const authors = new Map([[1, anna], [8, bart], [0xffffffff, anna], [most, bart]]); // biome-ignore format: a table
    expect((await journeys.load(A)).authors).toEqual(authors);
    expect((await journeys.since(A, 4)).authors).toEqual(authors);
    expect((await journeys.load(B)).authors).toEqual(new Map([[1, bart]]));
    await prisma.session.delete({ where: { id: A } });
    expect(await prisma.journeyAuthor.count()).toBe(1);
  });

  it.each([1, 2, 3])('notices that piece %i of 3 is gone (T5)', async (seq) => {
    const store = await fresh();
    const { journeys } = await openWithSessions(store);
    await journeys.append([1, 2, 3].map((n) => ({ sessionId: A, data: bytes(n), memberId: null })));
    await store.sql(`DELETE FROM "JourneyUpdate" WHERE "seq" = ${seq}`);
    await expect(journeys.load(A)).rejects.toThrow(DamagedPiece);
    await expect(journeys.since(A, 0)).rejects.toThrow(DamagedPiece);
  });

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
    expect(await journeys.load(A)).toEqual({ seq: second.get(A), parts: [bytes(12)], ...REST });
  });
});

describe('the journey log on SQLite', () => {
  it('stores nothing of a batch that does not fit on the disk, and goes on when there is room again (T7)', async () => {
    const file = join(await tempDir(), 'x.db');
    const { prisma } = await withSessions(await openTemp(file));
    // A limit holds for one connection, so this log gets one of its own.
    const log = await openConnection(file);
    const marks = { note: async () => undefined };
    const insert = insertWith({ log, turns: new Turns(), marks });
    const journeys = createJourneyLog({
      provider: 'sqlite',
      prisma,
      insert,
      ...readWith(log),
      compact: async () => undefined,
    });
    await journeys.append([{ sessionId: A, data: bytes(1), memberId: null }]);
    const [pages] = await log.rows<{ page_count: number }>('PRAGMA page_count', []);
    await log.exec(`PRAGMA max_page_count = ${pages?.page_count}`);
    const large = [A, B].map((sessionId) => ({ sessionId, data: new Uint8Array(100_000), memberId: null }));
    for (let attempt = 0; attempt < 5; attempt++) await expect(journeys.append(large)).rejects.toThrow(/full/);
    expect((await journeys.load(A)).parts.map((part) => [...part])).toEqual([[1]]);
    expect((await journeys.load(B)).parts).toEqual([]);
    await log.exec('PRAGMA max_page_count = 1000000');
    expect(await journeys.append(large)).toEqual(new Map([[A, 2], [B, 1]])); // biome-ignore format: a table
    expect((await journeys.load(A)).parts).toHaveLength(2);
    log.close();
  });
});
