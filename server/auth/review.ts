import { setImmediate as nextTurn } from 'node:timers/promises';
import { CLOSE } from '../../lib/collab/protocol';
import type { Database } from '../db/database';
import type { Admission, Review } from '../sync/contract';
import { isOver } from './membership';

/** Most people that one look is about: a few milliseconds of work, after which edits get their turn. */
const AT_ONCE = 200;

type Prisma = Pick<Database['prisma'], 'member' | 'authSession' | 'session' | 'guest'>;

const distinct = <T>(values: readonly (T | null)[]): T[] => [
  ...new Set(values.filter((value): value is T => value !== null)),
];

const findMembers = (prisma: Prisma, ids: string[]) =>
  prisma.member.findMany({
    where: { id: { in: ids } },
    select: {
      id: true,
      sessionId: true,
      name: true,
      role: true,
      colour: true,
      userId: true,
      guestId: true,
      removedAt: true,
    },
  });
const findSessions = (prisma: Prisma, ids: string[]) =>
  prisma.session.findMany({ where: { id: { in: ids } }, select: { id: true, ownerId: true, expiresAt: true } });

type Member = Awaited<ReturnType<typeof findMembers>>[number];
type Session = Awaited<ReturnType<typeof findSessions>>[number];

/** What is known of a number of people. */
type Known = {
  readonly members: ReadonlyMap<string, Member>;
  readonly sessions: ReadonlyMap<string, Session>;
  /** Sign-ins that hold. */
  readonly signIns: ReadonlySet<string>;
  /** Guests whose cookie is past its date. */
  readonly lateGuests: ReadonlySet<string>;
};

const byId = <T extends { readonly id: string }>(rows: readonly T[]): ReadonlyMap<string, T> =>
  new Map(rows.map((row) => [row.id, row]));

async function idsOf(ids: readonly string[], find: () => Promise<{ id: string }[]>): Promise<ReadonlySet<string>> {
  return new Set(ids.length > 0 ? (await find()).map(({ id }) => id) : []);
}

async function lookUp(prisma: Prisma, people: readonly Admission[], now: Date): Promise<Known> {
  const members = await findMembers(prisma, distinct(people.map(({ identity }) => identity.memberId)));
  const sessions = await findSessions(prisma, distinct(people.map(({ sessionId }) => sessionId)));
  const signIns = distinct(people.map(({ signInId }) => signInId));
  const guests = distinct(members.map(({ guestId }) => guestId));
  const select = { id: true };
  return {
    members: byId(members),
    sessions: byId(sessions),
    signIns: await idsOf(signIns, () =>
      prisma.authSession.findMany({ where: { id: { in: signIns }, expiresAt: { gt: now } }, select }),
    ),
    lateGuests: await idsOf(guests, () =>
      prisma.guest.findMany({ where: { id: { in: guests }, expiresAt: { lte: now } }, select }),
    ),
  };
}

/** Whether the cookie that let somebody in still does. */
function isKnown({ signInId }: Admission, { userId, guestId }: Member, { signIns, lateGuests }: Known): boolean {
  if (userId === null) return guestId !== null && !lateGuests.has(guestId);
  return signInId !== null && signIns.has(signInId);
}

/** Whether somebody is still who they were when they came in. */
function isUnchanged({ identity, isOwner }: Admission, member: Member, { ownerId }: Session): boolean {
  const { name, role, colour, userId } = member;
  const isSame = name === identity.name && role === identity.role && colour === identity.colour;
  return isSame && isOwner === (userId !== null && userId === ownerId);
}

function codeFor(admission: Admission, known: Known, now: Date): number | null {
  const session = known.sessions.get(admission.sessionId);
  if (!session || isOver(session, now)) return CLOSE.sessionGone;
  const member = known.members.get(admission.identity.memberId);
  if (!member || member.sessionId !== session.id || member.removedAt !== null) return CLOSE.removed;
  if (!isKnown(admission, member, known)) return CLOSE.signedOut;
  return isUnchanged(admission, member, session) ? null : CLOSE.memberChanged;
}

/** Looks up whether people who were let in still may be, by the rules by which they came in. */
export const createReview =
  ({ prisma }: { readonly prisma: Prisma }): Review =>
  async (people, now) => {
    const codes: (number | null)[] = [];
    for (let start = 0; start < people.length; start += AT_ONCE) {
      // With SQLite every answer is there at once, so that nothing else would get a turn in between.
      if (start > 0) await nextTurn();
      const part = people.slice(start, start + AT_ONCE);
      const known = await lookUp(prisma, part, now);
      codes.push(...part.map((admission) => codeFor(admission, known, now)));
    }
    return codes;
  };
