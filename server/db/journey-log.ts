import { setImmediate as othersTurn } from 'node:timers/promises';
import type { MemberId, SessionId } from '../../lib/core/ids';
import type { JourneyLog, JourneyState, PendingUpdate, StoredJourney } from './contract';
import type { Engine, Row } from './engine';
import { hashInBackground, hashOf, isIntact, isIntactNow } from './hash';

/** A stored piece whose bytes are not the ones that were written. */
export class DamagedPiece extends Error {
  override readonly name = 'DamagedPiece';
}

type Parts = Pick<Engine, 'provider' | 'prisma' | 'insert' | 'pieces' | 'snapshot' | 'compact'>;

/** Pieces that are read and checked at a time: a few milliseconds. */
const SLICE = 500;

/** Keeps journeys in the tables whose names start with Journey. Commits are on the disk when they resolve. */
export const createJourneyLog = (parts: Parts): JourneyLog => ({
  mayGoBack: parts.provider === 'postgresql',
  append: (batch) => append(parts, batch),
  load: (sessionId) => read(parts, sessionId, 0),
  since: (sessionId, seq) => read(parts, sessionId, seq),
  aside: async (sessionId) => {
    const rows = await parts.prisma.journeyDamage.findMany({ where: { sessionId } });
    return rows.filter(isIntactNow).map(({ data }) => data);
  },
  heads: async (sessionIds) => {
    const rows = await parts.prisma.journeyHead.findMany({ where: { sessionId: { in: [...sessionIds] } } });
    return new Map(rows.map(({ sessionId, seq, restored }) => [sessionId as SessionId, { seq, restored }]));
  },
  untidied: (before) => untidied(parts, before),
  compact: async (sessionId, seq, data, schemaVersion) =>
    parts.compact(sessionId, { seq, data, hash: await hashInBackground(data), schemaVersion: schemaVersion ?? null }),
});

/**
 * In this order, because others may write in between: every piece up to the first head is then among the pieces or in the snapshot
 * that has swallowed them, and no piece lies beyond the second.
 */
async function read(parts: Parts, sessionId: SessionId, seq: number): Promise<StoredJourney> {
  const before = await headOf(parts, sessionId);
  const updates = await allPieces(parts, sessionId, seq);
  await othersTurn();
  const snapshot = await parts.snapshot(sessionId, seq);
  const authors = await parts.prisma.journeyAuthor.findMany({ where: { sessionId } });
  const start = snapshot?.seq ?? seq;
  const later = updates.filter((update) => update.seq > start);
  later.forEach((update, index) => {
    if (update.seq !== start + index + 1) throw missing(sessionId, start + index + 1);
  });
  const hasMore = snapshot !== null || later.length > 0;
  const last = start + later.length;
  if (before.seq > last) throw missing(sessionId, last + 1);
  const after = hasMore ? await headOf(parts, sessionId) : before;
  // Put back while we read: some of this is from before it, and some not.
  if (after.restored !== before.restored) return read(parts, sessionId, seq);
  if (hasMore && last > after.seq) throw new DamagedPiece(`the last number of session ${sessionId} is wrong`);
  if (snapshot && !(await isIntact(snapshot))) throw damaged(sessionId, snapshot);
  return {
    seq: hasMore ? last : before.seq,
    restored: before.restored,
    parts: [...(snapshot ? [snapshot] : []), ...later].map(({ data }) => data),
    authors: new Map(authors.map(({ client, memberId }) => [Number(client), memberId as MemberId])),
    snapshotVersion: snapshot?.schemaVersion ?? undefined,
  };
}

const headOf = async ({ prisma }: Parts, sessionId: SessionId): Promise<JourneyState> =>
  (await prisma.journeyHead.findUnique({ where: { sessionId } })) ?? { seq: 0, restored: 0 };

/** A few at a time, each with its hash checked: others get their turn between, however long the history is. */
async function allPieces(parts: Parts, sessionId: SessionId, seq: number): Promise<readonly Row[]> {
  const found: Row[] = [];
  for (;;) {
    const some = await parts.pieces(sessionId, found.at(-1)?.seq ?? seq, SLICE);
    for (const piece of some) {
      if (!isIntactNow(piece)) throw damaged(sessionId, piece);
      found.push(piece);
    }
    if (some.length < SLICE) return found;
    // A driver that has its answer ready may come back before anybody else had a turn.
    await othersTurn();
  }
}

async function untidied({ prisma }: Parts, before: Date): Promise<readonly SessionId[]> {
  const logs = await prisma.journeyUpdate.groupBy({
    by: ['sessionId'],
    _count: { _all: true },
    having: { createdAt: { _min: { lt: before } } },
  });
  const ids = logs.map(({ sessionId }) => sessionId);
  const snapshots = await prisma.journeySnapshot.findMany({
    where: { sessionId: { in: ids } },
    select: { sessionId: true },
  });
  const withSnapshot = new Set(snapshots.map(({ sessionId }) => sessionId));
  return logs
    .filter(({ sessionId, _count }) => _count._all > 1 || withSnapshot.has(sessionId))
    .map(({ sessionId }) => sessionId as SessionId);
}

const damaged = (sessionId: string, { seq }: Row): DamagedPiece =>
  new DamagedPiece(`piece ${seq} of session ${sessionId} does not match its hash`);
const missing = (sessionId: string, seq: number): DamagedPiece =>
  new DamagedPiece(`piece ${seq} of session ${sessionId} is missing`);

/** Appends a batch; when a session in it was deleted meanwhile, the others are stored and the deleted one is missing in the answer. */
async function append(parts: Parts, batch: readonly PendingUpdate[]): Promise<ReadonlyMap<SessionId, number>> {
  if (batch.length === 0) return new Map();
  try {
    return await store(parts, batch);
  } catch (cause) {
    const wanted = [...new Set(batch.map(({ sessionId }) => sessionId))];
    const found = await parts.prisma.session.findMany({ where: { id: { in: wanted } }, select: { id: true } });
    if (found.length === wanted.length) throw cause;
    const alive = new Set<string>(found.map(({ id }) => id));
    return append(
      parts,
      batch.filter(({ sessionId }) => alive.has(sessionId)),
    );
  }
}

async function store(
  { prisma, insert }: Parts,
  batch: readonly PendingUpdate[],
): Promise<ReadonlyMap<SessionId, number>> {
  const rows = await insert(
    batch.map(({ sessionId, data, memberId, authors, restored }) => {
      return { sessionId, data: new Uint8Array(data), hash: hashOf(data), memberId, authors, restored };
    }),
  );
  const stored = new Map(rows.map(({ sessionId, seq }) => [sessionId as SessionId, seq]));
  const left = [...new Set(batch.map(({ sessionId }) => sessionId))].filter((sessionId) => !stored.has(sessionId));
  if (left.length === 0) return stored;
  // Those that are still there were put back.
  const heads = await prisma.journeyHead.findMany({ where: { sessionId: { in: left } } });
  for (const { sessionId } of heads) stored.set(sessionId as SessionId, 0);
  return stored;
}
