import type { Engine } from '../engine';
import { hourOf } from '../hour';

/** Merges pieces; see `Engine.compact`. */
export const compactWith =
  ({ prisma }: Pick<Engine, 'prisma'>): Engine['compact'] =>
  (sessionId, { seq, data, hash, schemaVersion }) =>
    prisma.$transaction(async (tx) => {
      // Changes nothing, but makes another process that compacts wait until we are through.
      await tx.$executeRaw`UPDATE "Session" SET "projectedSeq" = "projectedSeq" WHERE "id" = ${sessionId}`;
      const present = await tx.journeySnapshot.findUnique({ where: { sessionId }, select: { seq: true } });
      if (present && present.seq >= seq) return;
      const head = await tx.journeyHead.findUnique({ where: { sessionId } });
      // Pieces to come would be taken for older than the snapshot.
      if ((head?.seq ?? 0) < seq) throw new Error(`session ${sessionId} has no piece ${seq} yet`);
      const piece = { seq, data: new Uint8Array(data), hash: new Uint8Array(hash) };
      const snapshot = { ...piece, schemaVersion };
      await tx.journeySnapshot.upsert({ where: { sessionId }, create: { sessionId, ...snapshot }, update: snapshot });
      await tx.journeyUpdate.deleteMany({ where: { sessionId, seq: { lte: seq } } });
      const createdAt = new Date();
      await tx.journeyPoint.deleteMany({ where: { sessionId, createdAt: { gte: hourOf(createdAt) } } });
      await tx.journeyPoint.create({ data: { sessionId, ...piece, createdAt } });
    });
