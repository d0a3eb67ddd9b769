import type { MemberReply, SessionReply, SessionSummary } from '../../lib/api/sessions';
import { idSchema, type MemberId, type SessionId } from '../../lib/core/ids';
import { phaseModelSchema } from '../../lib/method/phase-models';
import { missingRoles, roleSchema } from '../../lib/method/roles';
import type { Membership } from '../auth/membership';
import type { MemberRow, SessionRow } from '../db/rows';

const sessionId = idSchema<SessionId>();
const memberId = idSchema<MemberId>();

/** A member as others may see them: nothing that leads to an account or a cookie. */
export const presentMember = (row: MemberRow): MemberReply => ({
  id: memberId.parse(row.id),
  name: row.name,
  role: roleSchema.parse(row.role),
  colour: row.colour,
  joinedAt: row.joinedAt.toISOString(),
});

/** What a list and a single session have in common. */
export const presentSummary = (
  row: SessionRow,
  member: Pick<MemberRow, 'role' | 'userId'>,
): Omit<SessionSummary, 'memberCount'> => ({
  id: sessionId.parse(row.id),
  title: row.title,
  campaignMessage: row.campaignMessage,
  phaseModel: phaseModelSchema.parse(row.phaseModel),
  startsAt: row.startsAt?.toISOString() ?? null,
  archivedAt: row.archivedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  role: roleSchema.parse(member.role),
  isOwner: member.userId !== null && member.userId === row.ownerId,
});

/**
 * A session as one of its members sees it.
 * @param members everybody who is in, in the order in which they came
 */
export function presentSession(
  { session, member }: Pick<Membership, 'session' | 'member'>,
  members: readonly MemberRow[],
): SessionReply {
  const people = members.map(presentMember);
  return {
    ...presentSummary(session, member),
    me: presentMember(member),
    members: people,
    missingRoles: [...missingRoles(people.map(({ role }) => role))],
    expiresAt: session.expiresAt?.toISOString() ?? null,
  };
}
