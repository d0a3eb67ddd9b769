import { newId, type SessionId } from '../../lib/core/ids';
import type { Locale } from '../../lib/core/locale';
import { err, ok, type Result } from '../../lib/core/result';
import { isOver } from '../auth/membership';
import { hashToken, newToken } from '../auth/token';
import type { Context } from '../globals';
import { type CalendarFile, exportCalendar } from './export-calendar';

/**
 * Makes the address that calendar programs subscribe to. Such programs send no cookie, so the secret has to be in the address;
 * it opens nothing but this calendar, and a new address ends the old one.
 */
export async function createFeed(
  context: Pick<Context, 'db'>,
  sessionId: SessionId,
  origin: string,
): Promise<{ readonly url: string }> {
  const secret = newToken();
  await context.db.exclusively(`feed ${sessionId}`, async (tx) => {
    await tx.calendarFeed.deleteMany({ where: { sessionId } });
    await tx.calendarFeed.create({ data: { id: newId(), sessionId, secretHash: hashToken(secret) } });
  });
  return { url: `${origin}/api/calendar/feed/${secret}.ics` };
}

/** Ends the subscription of everybody who has the address. */
export async function revokeFeed(context: Pick<Context, 'db'>, sessionId: SessionId): Promise<void> {
  await context.db.prisma.calendarFeed.deleteMany({ where: { sessionId } });
}

/** The calendar behind a secret address. */
export async function readFeed(
  context: Pick<Context, 'db' | 'rooms'>,
  secret: string,
  options: { readonly locale: Locale; readonly origin: string },
): Promise<Result<CalendarFile, 'notFound'>> {
  const feed = await context.db.prisma.calendarFeed.findUnique({
    where: { secretHash: hashToken(secret) },
    include: { session: true },
  });
  if (!feed || feed.revokedAt || isOver(feed.session, new Date())) return err('notFound');
  return ok(await exportCalendar(context, feed.session, 'ics', options));
}
