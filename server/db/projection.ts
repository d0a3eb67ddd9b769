import type { CalendarEntry } from '../../lib/calendar/entry';
import type { SessionId } from '../../lib/core/ids';
import type { Projector } from '../sync/contract';
import type { Prisma, PrismaClient } from './generated/sqlite/client';

/** The columns that follow the journey; the others are the server's own count and clock. */
const FOLLOWING = [
  'personaId',
  'personaName',
  'personaLine',
  'phase',
  'title',
  'message',
  'channel',
  'owner',
  'status',
  'peak',
  'plannedOn',
  'startTime',
] as const satisfies readonly (keyof CalendarEntry)[];

type Tx = Prisma.TransactionClient;
type Row = Awaited<ReturnType<Tx['calendarEntry']['findMany']>>[number];

const differs = (row: Row, entry: CalendarEntry): boolean => FOLLOWING.some((field) => row[field] !== entry[field]);

/** Keeps the calendar rows in the database equal to the journeys; each row remembers the edit that last changed it. */
export const createProjector = (prisma: PrismaClient, now: () => Date = () => new Date()): Projector => ({
  isCurrent: (sessionId) =>
    prisma.$transaction(async (tx) => (await lastSeq(tx, sessionId)) <= (await projectedSeq(tx, sessionId))),
  write: async (sessionId, entries, seq) => {
    await prisma.$transaction(async (tx) => {
      // First, because it makes others who write these rows wait. Not `update`: it would lift the session's own `updatedAt`, and
      // throw when the session is gone.
      const claimed =
        await tx.$executeRaw`UPDATE "Session" SET "projectedSeq" = ${seq} WHERE "id" = ${sessionId} AND "projectedSeq" < ${seq}`;
      if (claimed > 0) await replaceRows(tx, sessionId, entries, { sequence: seq, updatedAt: now() });
    });
  },
});

async function lastSeq(tx: Tx, sessionId: SessionId): Promise<number> {
  return (await tx.journeyHead.findUnique({ where: { sessionId } }))?.seq ?? 0;
}

/** Infinite for a session that is gone, so that nothing is ever written for it. */
async function projectedSeq(tx: Tx, sessionId: SessionId): Promise<number> {
  const session = await tx.session.findUnique({ where: { id: sessionId }, select: { projectedSeq: true } });
  return session?.projectedSeq ?? Number.POSITIVE_INFINITY;
}

async function replaceRows(
  tx: Tx,
  sessionId: SessionId,
  entries: readonly CalendarEntry[],
  change: { readonly sequence: number; readonly updatedAt: Date },
): Promise<void> {
  const rows = new Map((await tx.calendarEntry.findMany({ where: { sessionId } })).map((row) => [row.id, row]));
  const fresh: CalendarEntry[] = [];
  for (const entry of entries) {
    const row = rows.get(entry.id);
    rows.delete(entry.id);
    if (!row) fresh.push(entry);
    else if (differs(row, entry)) {
      await tx.calendarEntry.update({
        where: { sessionId_id: { sessionId, id: row.id } },
        data: { ...entry, ...change },
      });
    }
  }
  if (rows.size > 0) await tx.calendarEntry.deleteMany({ where: { sessionId, id: { in: [...rows.keys()] } } });
  if (fresh.length === 0) return;
  await tx.calendarEntry.createMany({ data: fresh.map((entry) => ({ ...entry, ...change, sessionId })) });
}
