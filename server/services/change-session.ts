import type { z } from 'zod';
import type { changeSession as contract, SessionReply } from '../../lib/api/sessions';
import type { Membership } from '../auth/membership';
import type { Context } from '../globals';
import { readSession } from './read-session';

type Changes = z.output<NonNullable<(typeof contract)['body']>>;

/** Changes what a session says about itself; fields that are left out stay as they are. */
export async function changeSession(
  context: Pick<Context, 'db'>,
  membership: Membership,
  { title, campaignMessage, startsAt, archived }: Changes,
  now: Date = new Date(),
): Promise<SessionReply> {
  const session = await context.db.prisma.session.update({
    where: { id: membership.sessionId },
    data: {
      title,
      campaignMessage,
      startsAt: startsAt === undefined || startsAt === null ? startsAt : new Date(startsAt),
      archivedAt: archived === undefined ? undefined : archived ? (membership.session.archivedAt ?? now) : null,
    },
  });
  return readSession(context, { ...membership, session });
}
