import type { SessionReply, SessionSummary } from '../../lib/api/sessions';
import type { Organiser } from '../auth/auth';
import type { Membership } from '../auth/membership';
import type { Context } from '../globals';
import { presentSession, presentSummary } from './present';

/** A session with everybody who is in it. */
export async function readSession(context: Pick<Context, 'db'>, membership: Membership): Promise<SessionReply> {
  const members = await context.db.prisma.member.findMany({
    where: { sessionId: membership.sessionId, removedAt: null },
    orderBy: [{ joinedAt: 'asc' }, { id: 'asc' }],
  });
  return presentSession(membership, members);
}

/** Sessions an organiser takes part in, archived ones too, newest first. */
export async function listSessions(
  context: Pick<Context, 'db'>,
  organiser: Pick<Organiser, 'id'>,
  now: Date = new Date(),
): Promise<readonly SessionSummary[]> {
  const rows = await context.db.prisma.member.findMany({
    where: {
      userId: organiser.id,
      removedAt: null,
      session: { OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
    },
    include: { session: { include: { _count: { select: { members: { where: { removedAt: null } } } } } } },
    orderBy: [{ session: { createdAt: 'desc' } }, { id: 'asc' }],
  });
  return rows.map(({ session, ...member }) => ({
    ...presentSummary(session, member),
    memberCount: session._count.members,
  }));
}
