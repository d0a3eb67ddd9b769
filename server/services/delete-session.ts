import type { SessionId } from '../../lib/core/ids';
import type { Context } from '../globals';

/**
 * Deletes a session with everything in it, for ever: also the pages of the file that it stood on are overwritten.
 * First nobody is let in any more, then the sockets close and what they sent is stored, and only then the rows go; so no late edit
 * meets a session that is not there. Killed half-way, the session is past its last moment and the clean-up finishes the work.
 */
export async function deleteSession(context: Pick<Context, 'db' | 'rooms'>, id: SessionId): Promise<void> {
  const { prisma, expectGone, checkpoint } = context.db;
  await prisma.session.updateMany({ where: { id }, data: { expiresAt: new Date(0) } });
  await context.rooms.closeSession(id);
  await expectGone(id);
  await prisma.session.deleteMany({ where: { id } });
  await deleteLostGuests(context);
  await checkpoint();
}

/** Guests that are in no session any more: their cookie opens nothing, so there is no reason to know them. */
export async function deleteLostGuests(context: Pick<Context, 'db'>): Promise<number> {
  const { count } = await context.db.prisma.guest.deleteMany({ where: { members: { none: {} } } });
  return count;
}
