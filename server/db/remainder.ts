import type { SessionId } from '../../lib/core/ids';
import { newId } from '../../lib/core/ids';
import type { Remainder, Remains, Remnant } from './contract';
import type { Engine } from './engine';
import { hashOf, isIntactNow } from './hash';
import type { Transaction } from './rows';

/** Most restore points that are looked at: each is a whole journey. */
const MOST_POINTS = 12;
/** Rows that are moved at a time. */
const CHUNK = 200;

type Stored = {
  readonly seq: number;
  readonly data: Uint8Array<ArrayBuffer>;
  readonly hash: Uint8Array<ArrayBuffer>;
};

const remnant = (row: Stored, storedAt: Date): Remnant => ({
  seq: row.seq,
  data: row.data,
  isIntact: isIntactNow(row),
  storedAt,
});

/** Looks into damaged journeys, and puts them back. */
export const createRemainder = ({ prisma }: Pick<Engine, 'prisma'>): Remainder => ({
  inspect: async (sessionId) => {
    const where = { sessionId };
    const [head, pieces, snapshot, points] = await prisma.$transaction([
      prisma.journeyHead.findUnique({ where }),
      prisma.journeyUpdate.findMany({ where, orderBy: { seq: 'asc' } }),
      prisma.journeySnapshot.findUnique({ where }),
      prisma.journeyPoint.findMany({ where, orderBy: { seq: 'desc' }, take: MOST_POINTS }),
    ]);
    return {
      head: head?.seq ?? 0,
      restored: head?.restored ?? 0,
      pieces: pieces.map((row) => remnant(row, row.createdAt)),
      snapshot: snapshot && remnant(snapshot, snapshot.updatedAt),
      points: points.map((row) => remnant(row, row.createdAt)),
    };
  },
  replace: (sessionId, remains, data) =>
    prisma.$transaction((tx) => replace(tx, sessionId, remains, new Uint8Array(data)), { timeout: 60_000 }),
});

async function replace(
  tx: Transaction,
  sessionId: SessionId,
  remains: Remains,
  data: Uint8Array<ArrayBuffer>,
): Promise<number | 'gone' | null> {
  const { restored } = remains;
  // These two change nothing, but make who compacts and who writes wait.
  const held = await tx.$executeRaw`UPDATE "Session" SET "projectedSeq" = "projectedSeq" WHERE "id" = ${sessionId}`;
  if (held === 0) return 'gone';
  await tx.journeyHead.updateMany({ where: { sessionId, restored }, data: { restored } });
  const head = await tx.journeyHead.findUnique({ where: { sessionId } });
  const snapshot = await tx.journeySnapshot.findUnique({ where: { sessionId }, select: { seq: true } });
  if ((head?.restored ?? 0) !== restored || snapshot?.seq !== remains.snapshot?.seq) return null;
  // Above every number there is, so that numbers never run back for who has seen them.
  const known = [remains.head, head?.seq ?? 0, snapshot?.seq ?? 0, ...remains.pieces.map((piece) => piece.seq)];
  const seq = Math.max(...known) + 1;
  const state = { seq, restored: seq };
  await tx.journeyHead.upsert({ where: { sessionId }, create: { sessionId, ...state }, update: state });
  await setAside(tx, sessionId);
  await tx.journeySnapshot.create({ data: { sessionId, seq, data, hash: hashOf(data) } });
  return seq;
}

/** Row by row through the client, because the two databases write a moment in different ways. */
async function setAside(tx: Transaction, sessionId: SessionId): Promise<void> {
  const aside = ({ seq, data, hash }: Stored, whole: boolean) => ({
    id: newId(),
    sessionId,
    seq,
    data,
    hash,
    whole,
  });
  for (;;) {
    const rows = await tx.journeyUpdate.findMany({ where: { sessionId }, orderBy: { seq: 'asc' }, take: CHUNK });
    const last = rows.at(-1);
    if (!last) break;
    await tx.journeyDamage.createMany({ data: rows.map((row) => aside(row, false)) });
    await tx.journeyUpdate.deleteMany({ where: { sessionId, seq: { lte: last.seq } } });
  }
  const snapshot = await tx.journeySnapshot.findUnique({ where: { sessionId } });
  if (!snapshot) return;
  await tx.journeyDamage.create({ data: aside(snapshot, true) });
  await tx.journeySnapshot.delete({ where: { sessionId } });
}
