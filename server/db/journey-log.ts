import { createHash, timingSafeEqual } from 'node:crypto';
import type { SessionId } from '../../lib/core/ids';
import type { JourneyLog, PendingUpdate } from './contract';
import type { Engine } from './engine';

/** A stored piece whose bytes are not the ones that were written. */
export class DamagedPiece extends Error {
  override readonly name = 'DamagedPiece';
}

type Parts = Pick<Engine, 'prisma' | 'insert'>;

const hashOf = (data: Uint8Array): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(data).digest());

/** Keeps journeys in the tables JourneyUpdate and JourneySnapshot. Commits are on the disk when they resolve. */
export const createJourneyLog = (parts: Parts): JourneyLog => ({
  append: (batch) => append(parts, batch),
  load: async (sessionId) => {
    // The pieces first: a compaction in between, which PostgreSQL shows at once, then leaves a snapshot that stands for them, and
    // hides none. One transaction, so that SQLite asks once for its only connection.
    const [updates, snapshot] = await parts.prisma.$transaction([
      parts.prisma.journeyUpdate.findMany({ where: { sessionId }, orderBy: { seq: 'asc' } }),
      parts.prisma.journeySnapshot.findUnique({ where: { sessionId } }),
    ]);
    const later = updates.filter(({ seq }) => seq > (snapshot?.seq ?? 0));
    const pieces = snapshot ? [snapshot, ...later] : later;
    return { seq: pieces.at(-1)?.seq ?? 0, parts: pieces.map((piece) => intact(sessionId, piece)) };
  },
  compact: (sessionId, seq, data) => compact(parts, sessionId, { seq, data: new Uint8Array(data), hash: hashOf(data) }),
});

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

async function store({ insert }: Parts, batch: readonly PendingUpdate[]): Promise<ReadonlyMap<SessionId, number>> {
  const rows = await insert(
    batch.map((piece) => ({ ...piece, data: new Uint8Array(piece.data), hash: hashOf(piece.data) })),
  );
  const last = new Map<SessionId, number>();
  for (const { seq, sessionId } of rows) {
    const id = sessionId as SessionId;
    last.set(id, Math.max(seq, last.get(id) ?? 0));
  }
  return last;
}

type Snapshot = {
  readonly seq: number;
  readonly data: Uint8Array<ArrayBuffer>;
  readonly hash: Uint8Array<ArrayBuffer>;
};

/** A snapshot older than the one that is there is dropped: the pieces that lie between them are gone already. */
async function compact({ prisma }: Parts, sessionId: SessionId, piece: Snapshot): Promise<void> {
  await prisma.$transaction(async (tx) => {
    // Changes nothing, but makes another process that compacts or appends wait until we are through.
    await tx.$executeRaw`UPDATE "Session" SET "projectedSeq" = "projectedSeq" WHERE "id" = ${sessionId}`;
    const present = await tx.journeySnapshot.findUnique({ where: { sessionId }, select: { seq: true } });
    if (present && present.seq >= piece.seq) return;
    await tx.journeySnapshot.upsert({ where: { sessionId }, create: { sessionId, ...piece }, update: piece });
    await tx.journeyUpdate.deleteMany({ where: { sessionId, seq: { lte: piece.seq } } });
  });
}

function intact(sessionId: string, piece: { seq: number; data: Uint8Array; hash: Uint8Array }): Uint8Array {
  const hash = hashOf(piece.data);
  if (hash.length !== piece.hash.length || !timingSafeEqual(hash, piece.hash))
    throw new DamagedPiece(`piece ${piece.seq} of session ${sessionId} does not match its hash`);
  return piece.data;
}
