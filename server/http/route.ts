import type { z } from 'zod';
import type { Contract } from '../../lib/api/contract';
import type { ErrorCode } from '../../lib/api/error';
import { idSchema, type SessionId } from '../../lib/core/ids';
import type { Locale } from '../../lib/core/locale';
import type { Result } from '../../lib/core/result';
import type { Actor } from '../../lib/method/permissions';
import type { Organiser } from '../auth/auth';
import { type Caller, callerOf } from '../auth/caller';
import { localeOfRequest } from '../auth/cookies';
import { type Membership, membershipOf } from '../auth/membership';
import { type Context, getContext } from '../globals';
import { answer } from './answer';
import { refuseWith } from './failure';
import type { LimitName } from './limits';
import { clientOf, originOf, readBody, refuseForeignOrigin } from './request';
import { jsonResponse } from './respond';

/** What every handler gets. */
export type Call<Params, Body> = {
  readonly context: Context;
  readonly request: Request;
  readonly caller: Caller;
  readonly params: Params;
  readonly body: Body;
  readonly locale: Locale;
  /** The address under which the visitor sees us, for links. */
  readonly origin: string;
  /** Collects `Set-Cookie` lines for the answer. */
  readonly cookies: string[];
};

/** A service's outcome, or a whole answer where it is a file. */
type Outcome<Reply> = Result<Reply, ErrorCode> | Response;
type Handler<P extends z.ZodType, B extends z.ZodType, R extends z.ZodType, More> = (
  call: Call<z.output<P>, z.output<B>> & More,
) => Promise<Outcome<z.input<R>>>;

type RouteContext = { readonly params: Promise<Record<string, string | string[] | undefined>> };
/** What Next calls. */
export type RouteHandler = (request: Request, route: RouteContext) => Promise<Response>;

const sessionIdSchema = idSchema<SessionId>();

/** The steps that all routes share, in this order; each of them ends the request when it does not like it. */
function route<P extends z.ZodType, B extends z.ZodType, R extends z.ZodType, More>(
  contract: Contract<P, B, R>,
  limit: LimitName,
  authorise: (context: Context, caller: Caller, params: unknown) => Promise<More>,
  handler: Handler<P, B, R, More>,
): RouteHandler {
  return (request, { params: given }) =>
    answer(request, async () => {
      const context = getContext();
      await takeOne(context, limit, clientOf(request));
      const origin = originOf(request, context.env);
      refuseForeignOrigin(request, origin);
      const caller = await callerOf(context, request.headers);
      const params = readParams(contract, await given);
      const more = await authorise(context, caller, params);
      const body = (contract.body ? await readBody(request, contract.body) : undefined) as z.output<B>;
      const cookies: string[] = [];
      const locale = localeOfRequest(request.headers);
      const outcome = await handler({ context, request, caller, params, body, locale, origin, cookies, ...more });
      if (outcome instanceof Response) return outcome;
      if (!outcome.ok) return refuseWith(outcome.error);
      // Checked on the way out as well: what the contract does not promise does not leave the house.
      return jsonResponse(contract.status, contract.reply?.parse(outcome.value), cookies);
    });
}

/** Counts one more, and refuses with the time to wait when it was one too many. */
export async function takeOne(context: Pick<Context, 'limits'>, limit: LimitName, key: string): Promise<void> {
  const wait = await context.limits.take(limit, key);
  if (wait > 0) refuseWith({ code: 'tooManyRequests', retryAfter: wait });
}

/** An address with an impossible id is an address of nothing. */
function readParams<P extends z.ZodType>(contract: { params?: P }, given: unknown): z.output<P> {
  const parsed = contract.params?.safeParse(given);
  if (parsed && !parsed.success) return refuseWith('notFound');
  return parsed?.data as z.output<P>;
}

/** A route for everybody. */
export const publicRoute = <P extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  contract: Contract<P, B, R, 'public'>,
  limit: LimitName,
  handler: Handler<P, B, R, object>,
): RouteHandler => route(contract, limit, async () => ({}), handler);

/** A route for whoever is signed in. */
export const organiserRoute = <P extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  contract: Contract<P, B, R, 'organiser'>,
  limit: LimitName,
  handler: Handler<P, B, R, { readonly organiser: Organiser }>,
): RouteHandler =>
  route(
    contract,
    limit,
    async (_context, { organiser }) => ({ organiser: organiser ?? refuseWith('unauthenticated') }),
    handler,
  );

/**
 * A route for members of a session.
 * @param may the permission it takes; for everybody else in the session it is forbidden, for everybody outside there is no such session
 */
export const memberRoute = <P extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  contract: Contract<P, B, R, 'member'>,
  limit: LimitName,
  may: (actor: Actor) => boolean,
  handler: Handler<P, B, R, { readonly membership: Membership }>,
): RouteHandler =>
  route(
    contract,
    limit,
    async (context, caller, params) => {
      const { sessionId } = params as { sessionId: string };
      const membership = await membershipOf(context, caller, sessionIdSchema.parse(sessionId));
      if (!membership) return refuseWith('notFound');
      if (!may(membership.actor)) return refuseWith('forbidden');
      return { membership };
    },
    handler,
  );
