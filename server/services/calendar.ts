import { type StoredEntry, storedEntrySchema } from '../../lib/calendar/entry';
import type { SessionId } from '../../lib/core/ids';
import type { Context } from '../globals';

/** The planned messages of a session by date, including the last edit that was stored. */
export async function readCalendar(
  context: Pick<Context, 'db' | 'rooms'>,
  sessionId: SessionId,
): Promise<readonly StoredEntry[]> {
  await context.rooms.project(sessionId);
  const rows = await context.db.prisma.calendarEntry.findMany({
    where: { sessionId },
    orderBy: [
      { plannedOn: 'asc' },
      { startTime: { sort: 'asc', nulls: 'first' } },
      { personaLine: 'asc' },
      { id: 'asc' },
    ],
  });
  return rows.map((row) => storedEntrySchema.parse({ ...row, updatedAt: row.updatedAt.toISOString() }));
}
