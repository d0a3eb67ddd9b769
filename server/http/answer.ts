import { newId } from '../../lib/core/ids';
import { localeOfRequest } from '../auth/cookies';
import { getContext } from '../globals';
import { JourneyTooNew, JourneyUnreadable } from '../sync/contract';
import { type Failure, Refused } from './failure';
import { errorResponse } from './respond';

/**
 * The one place where a request's failure becomes an answer. A named refusal says what it is; a surprise says nothing but a
 * number to look up in the log (checks S40).
 */
export async function answer(request: Request, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (cause) {
    return errorResponse(failureOf(cause), localeOfRequest(request.headers));
  }
}

/** By name, because the class of the server and the one in Next's bundle are not the same object. */
const is = (cause: unknown, { name }: { readonly name: string }): boolean =>
  cause instanceof Error && cause.name === name;

function failureOf(cause: unknown): Failure {
  if (cause instanceof Refused) return cause.failure;
  // While servers are replaced one by one: the next attempt may meet one that can.
  if (is(cause, JourneyTooNew)) return { code: 'unavailable' };
  const incident: string = newId();
  getContext().log.error({ incident, err: cause }, 'a request failed unexpectedly');
  if (is(cause, JourneyUnreadable)) return { code: 'unreadable', incident };
  return { code: 'internal', incident };
}
