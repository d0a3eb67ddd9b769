import type { SessionId } from '../../lib/core/ids';
import type { Context } from '../globals';
import { deleteLostGuests, deleteSession } from './delete-session';
import { forgetOldMoments } from './recovery';

/** What a clean-up took away. */
export type CleanedUp = {
  readonly sessions: number;
  readonly guests: number;
  readonly signIns: number;
  readonly moments: number;
};

/**
 * Removes what is past its date: example sessions, guests, sign-ins, restore points. A guest's place in a session stays until the
 * session goes, because their name belongs to what they did; only their way in goes.
 */
export async function cleanUp(context: Pick<Context, 'db' | 'rooms'>, now: Date): Promise<CleanedUp> {
  const { prisma } = context.db;
  const over = await prisma.session.findMany({ where: { expiresAt: { lte: now } }, select: { id: true } });
  for (const { id } of over) await deleteSession(context, id as SessionId);
  const expired = { expiresAt: { lte: now } };
  const guests = await prisma.$transaction(async (tx) => {
    const stale = await tx.guest.findMany({ where: expired, select: { id: true } });
    const ids = stale.map(({ id }) => id);
    // Detached first: deleting a guest would take their member rows along.
    await tx.member.updateMany({ where: { guestId: { in: ids } }, data: { guestId: null, removedAt: now } });
    return (await tx.guest.deleteMany({ where: { id: { in: ids } } })).count;
  });
  const signIns = (await prisma.authSession.deleteMany({ where: expired })).count;
  await prisma.verification.deleteMany({ where: expired });
  const moments = await forgetOldMoments(context, now);
  return { sessions: over.length, guests: guests + (await deleteLostGuests(context)), signIns, moments };
}
