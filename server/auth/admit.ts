import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Context } from '../globals';
import type { Admit } from '../sync/contract';
import { callerOf } from './caller';
import { membershipOf } from './membership';

/** Lets sockets in by the same cookies and the same rules as every other request. */
export const createAdmit =
  (context: Pick<Context, 'auth' | 'db' | 'env'>): Admit =>
  async (request, sessionId) => {
    const caller = await callerOf(context, new Headers({ cookie: request.headers.cookie ?? '' }));
    // Each of these looks is a few milliseconds of work in a process that has just started.
    await othersTurn();
    const membership = await membershipOf(context, caller, sessionId);
    if (!membership) return null;
    const { memberId, role, actor, member, session } = membership;
    const isGuest = member.userId === null;
    const ends = [isGuest ? caller.guest?.expiresAt : caller.organiser?.signedInUntil, session.expiresAt];
    return {
      sessionId,
      identity: { memberId, name: member.name, role, colour: member.colour },
      isOwner: actor.isOwner,
      // Who came in as a guest stays in when an account in the same browser is signed out.
      signInId: isGuest ? null : (caller.organiser?.signInId ?? null),
      expiresAt: earliest(ends),
    };
  };

function earliest(moments: readonly (Date | null | undefined)[]): number | null {
  const known = moments.flatMap((moment) => moment?.getTime() ?? []);
  return known.length > 0 ? Math.min(...known) : null;
}
