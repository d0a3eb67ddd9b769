import { idSchema, type SessionId } from '../../lib/core/ids';
import type { GuestRow } from '../db/rows';
import type { Context } from '../globals';

/** A session that a guest can walk back into. */
export type OpenDoor = { readonly id: SessionId; readonly title: string };

/** More than this is not a way back but a list; guests take part in one or two sessions. */
const MOST = 5;

const sessionId = idSchema<SessionId>();

/** The sessions that the guest of this browser takes part in, last joined first (U4: back in without an account). */
export async function listGuestSessions(
  context: Pick<Context, 'db'>,
  guest: Pick<GuestRow, 'id'>,
  now: Date = new Date(),
): Promise<readonly OpenDoor[]> {
  const rows = await context.db.prisma.member.findMany({
    where: {
      guestId: guest.id,
      removedAt: null,
      session: { archivedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
    },
    select: { session: { select: { id: true, title: true } } },
    orderBy: [{ joinedAt: 'desc' }, { id: 'asc' }],
    take: MOST,
  });
  return rows.map(({ session }) => ({ id: sessionId.parse(session.id), title: session.title }));
}
