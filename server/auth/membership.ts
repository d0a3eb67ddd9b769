import { idSchema, type MemberId, type SessionId } from '../../lib/core/ids';
import type { Actor } from '../../lib/method/permissions';
import { type Role, roleSchema } from '../../lib/method/roles';
import type { Database } from '../db/database';
import type { MemberRow, SessionRow } from '../db/rows';
import type { Caller } from './caller';

/** A caller inside one session: which member they are there, and what that lets them do. */
export type Membership = {
  readonly sessionId: SessionId;
  readonly memberId: MemberId;
  readonly session: SessionRow;
  readonly member: MemberRow;
  readonly role: Role;
  readonly actor: Actor;
};

const memberId = idSchema<MemberId>();

/** Whether a session is past its last moment: an example that ran out, or one that is being deleted right now. */
export const isOver = (session: Pick<SessionRow, 'expiresAt'>, now: Date): boolean =>
  session.expiresAt !== null && session.expiresAt <= now;

/**
 * The caller's place in a session. `null` for an unknown session, a foreign one and for nobody alike, so that an answer
 * never tells whether a session exists (checks S5, S17). An account goes before a guest cookie of the same browser.
 */
export async function membershipOf(
  { db }: { readonly db: Pick<Database, 'prisma'> },
  { organiser, guest }: Caller,
  sessionId: SessionId,
  now: Date = new Date(),
): Promise<Membership | null> {
  const owners = [organiser ? { userId: organiser.id } : null, guest ? { guestId: guest.id } : null].filter(
    (owner) => owner !== null,
  );
  if (owners.length === 0) return null;
  const members = await db.prisma.member.findMany({
    where: { sessionId, removedAt: null, OR: owners },
    include: { session: true },
  });
  const found = members.find(({ userId }) => userId !== null) ?? members[0];
  if (!found || isOver(found.session, now)) return null;
  const { session, ...member } = found;
  const role = roleSchema.parse(member.role);
  const isOwner = organiser !== null && session.ownerId === organiser.id;
  return { sessionId, memberId: memberId.parse(member.id), session, member, role, actor: { role, isOwner } };
}
