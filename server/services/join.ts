import type { MemberReply } from '../../lib/api/sessions';
import { idSchema, type MemberId, newId, type SessionId } from '../../lib/core/ids';
import { err, ok, type Result } from '../../lib/core/result';
import { type Role, roleSchema } from '../../lib/method/roles';
import type { Caller } from '../auth/caller';
import { createGuest } from '../auth/guest';
import { isOver } from '../auth/membership';
import { hashToken } from '../auth/token';
import type { InvitationRow, MemberRow, SessionRow, Transaction } from '../db/rows';
import type { Context } from '../globals';
import { nextColour } from './colour';
import { presentMember } from './present';

/** Why a link does not let anybody in. */
export type InvitationProblem = 'invitationUnknown' | 'invitationExpired' | 'invitationRevoked';
type Opened = { readonly invitation: InvitationRow; readonly session: SessionRow };

/** More people than this do not make one session; a link that leaked must not fill the disk. */
const MOST_MEMBERS = 200;

const sessionId = idSchema<SessionId>();

async function open(tx: Transaction, token: string, now: Date): Promise<Result<Opened, InvitationProblem>> {
  const found = await tx.invitation.findUnique({ where: { tokenHash: hashToken(token) }, include: { session: true } });
  if (!found || isOver(found.session, now)) return err('invitationUnknown');
  if (found.revokedAt) return err('invitationRevoked');
  if (found.expiresAt <= now) return err('invitationExpired');
  const { session, ...invitation } = found;
  return ok({ invitation, session });
}

export type Preview = { readonly sessionTitle: string; readonly role: Role; readonly startsAt: string | null };

/** What a link is for. Changes nothing, so a mail program that opens links uses nothing up. */
export async function previewInvitation(
  context: Pick<Context, 'db'>,
  token: string,
  now: Date = new Date(),
): Promise<Result<Preview, InvitationProblem>> {
  const opened = await open(context.db.prisma, token, now);
  if (!opened.ok) return opened;
  const { session, invitation } = opened.value;
  return ok({
    sessionTitle: session.title,
    role: roleSchema.parse(invitation.role),
    startsAt: session.startsAt?.toISOString() ?? null,
  });
}

export type Joined = {
  readonly sessionId: SessionId;
  readonly member: MemberReply;
  /** `Set-Cookie` line for a guest we did not know yet. */
  readonly cookie: string | null;
};

/**
 * Lets somebody in by a link: as the account they are signed in with, else as the guest this browser already is, else as a new guest.
 * Who was in already stays the same member, and takes over the new name and role; the owner stays facilitator.
 */
export async function joinSession(
  context: Pick<Context, 'db' | 'env' | 'rooms'>,
  caller: Caller,
  { token, name }: { readonly token: string; readonly name: string },
  now: Date = new Date(),
): Promise<Result<Joined, InvitationProblem | 'full'>> {
  const before = await open(context.db.prisma, token, now);
  if (!before.ok) return before;
  let renewed: MemberRow | undefined;
  // One by one in a session: two clicks of one person are one member, and colours and the limit hold.
  const joined = await context.db.exclusively(
    `members ${before.value.session.id}`,
    async (tx): ReturnType<typeof joinSession> => {
      const opened = await open(tx, token, now);
      if (!opened.ok) return opened;
      const { session, invitation } = opened.value;
      const others = await tx.member.findMany({ where: { sessionId: session.id } });
      const known = memberOf(others, caller);
      if (known) {
        if (isShutOut(known, invitation)) return err('invitationRevoked');
        const member = await rejoin(tx, known, opened.value, name);
        if (member.name !== known.name || member.role !== known.role) renewed = member;
        return ok({ sessionId: sessionId.parse(session.id), member: presentMember(member), cookie: null });
      }
      if (others.length >= MOST_MEMBERS) return err('full');
      const guest = caller.organiser
        ? null
        : (caller.guest && { id: caller.guest.id, cookie: null }) || (await createGuest(context.env, tx, now));
      const member = await tx.member.create({
        data: {
          id: newId<MemberId>(),
          sessionId: session.id,
          name,
          role: invitation.role,
          colour: nextColour(others.filter(({ removedAt }) => removedAt === null).map(({ colour }) => colour)),
          userId: caller.organiser?.id ?? null,
          guestId: guest?.id ?? null,
          invitationId: invitation.id,
          joinedAt: now,
        },
      });
      return ok({
        sessionId: sessionId.parse(session.id),
        member: presentMember(member),
        cookie: guest?.cookie ?? null,
      });
    },
  );
  // Pages that are open go by the old role until they come back.
  if (renewed && joined.ok) context.rooms.renewMember(joined.value.sessionId, joined.value.member.id);
  return joined;
}

const memberOf = (members: readonly MemberRow[], { organiser, guest }: Caller): MemberRow | undefined =>
  members.find(({ userId }) => organiser !== null && userId === organiser.id) ??
  members.find(({ guestId }) => organiser === null && guest !== null && guestId === guest.id);

/** Who was taken out does not come back by a link from before that; a newer one is a new invitation. */
const isShutOut = (member: MemberRow, invitation: InvitationRow): boolean =>
  member.removedAt !== null && invitation.createdAt <= member.removedAt;

function rejoin(tx: Transaction, member: MemberRow, { session, invitation }: Opened, name: string): Promise<MemberRow> {
  const isOwner = member.userId !== null && member.userId === session.ownerId;
  return tx.member.update({
    where: { id: member.id },
    data: { name, role: isOwner ? member.role : invitation.role, invitationId: invitation.id, removedAt: null },
  });
}
