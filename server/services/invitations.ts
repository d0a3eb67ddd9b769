import type { InvitationReply } from '../../lib/api/sessions';
import { type InvitationId, idSchema, newId, type SessionId } from '../../lib/core/ids';
import { err, ok, type Result } from '../../lib/core/result';
import { type Role, roleSchema } from '../../lib/method/roles';
import { hashToken, newToken } from '../auth/token';
import type { Context } from '../globals';

const DAY_MS = 86_400_000;
/** How long a link works when nobody says otherwise. */
const DEFAULT_DAYS = 14;
/** Withdrawn and expired ones count as well: enough for any session, too few to fill a disk with. */
const MOST_INVITATIONS = 500;

const invitationId = idSchema<InvitationId>();

export type NewInvitation = {
  readonly id: InvitationId;
  readonly role: Role;
  readonly url: string;
  readonly token: string;
  readonly expiresAt: string;
};

/**
 * Makes a link for a role. The token is in the fragment of the address, which browsers keep to themselves: it reaches no
 * server, log or other site until the page posts it (README, decision 7; checks S3).
 */
export async function createInvitation(
  context: Pick<Context, 'db'>,
  sessionId: SessionId,
  { role, expiresInDays = DEFAULT_DAYS }: { readonly role: Role; readonly expiresInDays?: number },
  origin: string,
  now: Date = new Date(),
): Promise<Result<NewInvitation, 'full'>> {
  const { invitation } = context.db.prisma;
  if ((await invitation.count({ where: { sessionId } })) >= MOST_INVITATIONS) return err('full');
  const token = newToken();
  const id = newId<InvitationId>();
  const expiresAt = new Date(now.getTime() + expiresInDays * DAY_MS);
  await invitation.create({ data: { id, sessionId, role, tokenHash: hashToken(token), createdAt: now, expiresAt } });
  return ok({ id, role, token, url: `${origin}/join#${token}`, expiresAt: expiresAt.toISOString() });
}

/** The links of a session, newest first; their tokens are not known any more. */
export async function listInvitations(
  context: Pick<Context, 'db'>,
  sessionId: SessionId,
): Promise<readonly InvitationReply[]> {
  const rows = await context.db.prisma.invitation.findMany({
    where: { sessionId },
    include: { _count: { select: { members: true } } },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
  });
  return rows.map((row) => ({
    id: invitationId.parse(row.id),
    role: roleSchema.parse(row.role),
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
    joined: row._count.members,
  }));
}

/** Withdraws a link; withdrawing it again changes nothing. Who came in by it stays in. */
export async function revokeInvitation(
  context: Pick<Context, 'db'>,
  sessionId: SessionId,
  id: InvitationId,
  now: Date = new Date(),
): Promise<Result<undefined, 'notFound'>> {
  const { invitation } = context.db.prisma;
  await invitation.updateMany({ where: { id, sessionId, revokedAt: null }, data: { revokedAt: now } });
  return (await invitation.count({ where: { id, sessionId } })) > 0 ? ok(undefined) : err('notFound');
}
