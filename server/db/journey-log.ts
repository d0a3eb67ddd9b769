import { createHash, timingSafeEqual } from 'node:crypto';
import type { SessionId } from '../../lib/core/ids';
import type { JourneyLog, PendingUpdate } from './contract';
import type { PrismaClient } from './generated/sqlite/client';

/** A stored piece whose bytes are not the ones that were written. */
export class DamagedPiece extends Error {
  override readonly name = 'DamagedPiece';
}

const hashOf = (data: Uint8Array): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(data).digest());

/** Keeps journeys in the tables JourneyUpdate and JourneySnapshot. Commits are on the disk when they resolve (`synchronous=FULL`). */
export const createJourneyLog = (prisma: PrismaClient): JourneyLog => ({
  append: (batch) => append(prisma, batch),
  load: async (sessionId) => {
    // One transaction, so that a compaction in between cannot hide pieces.
    const [snapshot, updates] = await prisma.$transaction([
      prisma.journeySnapshot.findUnique({ where: { sessionId } }),
      prisma.journeyUpdate.findMany({ where: { sessionId }, orderBy: { seq: 'asc' } }),
    ]);
    const later = updates.filter(({ seq }) => seq > (snapshot?.seq ?? 0));
    const pieces = snapshot ? [snapshot, ...later] : later;
    return { seq: pieces.at(-1)?.seq ?? 0, parts: pieces.map((piece) => intact(sessionId, piece)) };
  },
  compact: async (sessionId, seq, data) => {
    const piece = { seq, data: new Uint8Array(data), hash: hashOf(data) };
    await prisma.$transaction([
      prisma.journeySnapshot.upsert({ where: { sessionId }, create: { sessionId, ...piece }, update: piece }),
      prisma.journeyUpdate.deleteMany({ where: { sessionId, seq: { lte: seq } } }),
    ]);
  },
});

/** Appends a batch; when a session in it was deleted meanwhile, the others are stored and the deleted one is missing in the answer. */
async function append(prisma: PrismaClient, batch: readonly PendingUpdate[]): Promise<ReadonlyMap<SessionId, number>> {
  if (batch.length === 0) return new Map();
  try {
    return await insert(prisma, batch);
  } catch (cause) {
    const wanted = [...new Set(batch.map(({ sessionId }) => sessionId))];
    const found = await prisma.session.findMany({ where: { id: { in: wanted } }, select: { id: true } });
    if (found.length === wanted.length) throw cause;
    const alive = new Set<string>(found.map(({ id }) => id));
    return append(
      prisma,
      batch.filter(({ sessionId }) => alive.has(sessionId)),
    );
  }
}

async function insert(prisma: PrismaClient, batch: readonly PendingUpdate[]): Promise<ReadonlyMap<SessionId, number>> {
  const data = batch.map((piece) => ({ ...piece, data: new Uint8Array(piece.data), hash: hashOf(piece.data) }));
  // As a transaction, because Prisma splits a very large batch into several statements.
  const [rows] = await prisma.$transaction([
    prisma.journeyUpdate.createManyAndReturn({ data, select: { seq: true, sessionId: true } }),
  ]);
  const last = new Map<SessionId, number>();
  for (const { seq, sessionId } of rows) {
    const id = sessionId as SessionId;
    last.set(id, Math.max(seq, last.get(id) ?? 0));
  }
  return last;
}

function intact(sessionId: string, piece: { seq: number; data: Uint8Array; hash: Uint8Array }): Uint8Array {
  const hash = hashOf(piece.data);
  if (hash.length !== piece.hash.length || !timingSafeEqual(hash, piece.hash))
    throw new DamagedPiece(`piece ${piece.seq} of session ${sessionId} does not match its hash`);
  return piece.data;
}
