import type { MemberId } from '../../lib/core/ids';
import { err, ok, type Result } from '../../lib/core/result';
import type { Membership } from '../auth/membership';
import type { Context } from '../globals';

/**
 * Takes somebody out: the row goes out of use first, so that the socket that is closed next cannot come back (checks S8).
 * The owner cannot be taken out, because nobody else could delete the session then.
 */
export async function removeMember(
  context: Pick<Context, 'db' | 'rooms'>,
  { sessionId, session }: Pick<Membership, 'sessionId' | 'session'>,
  id: MemberId,
  now: Date = new Date(),
): Promise<Result<undefined, 'notFound' | 'forbidden'>> {
  const { member } = context.db.prisma;
  const found = await member.findFirst({ where: { id, sessionId, removedAt: null } });
  if (!found) return err('notFound');
  if (found.userId !== null && found.userId === session.ownerId) return err('forbidden');
  await member.update({ where: { id }, data: { removedAt: now } });
  context.rooms.closeMember(sessionId, id);
  return ok(undefined);
}
