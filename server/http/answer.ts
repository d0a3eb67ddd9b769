import { newId } from '../../lib/core/ids';
import { localeOfRequest } from '../auth/cookies';
import { getContext } from '../globals';
import { JourneyUnreadable } from '../sync/contract';
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

function failureOf(cause: unknown): Failure {
  if (cause instanceof Refused) return cause.failure;
  const incident: string = newId();
  getContext().log.error({ incident, err: cause }, 'a request failed unexpectedly');
  // By name, because the class of the server and the one in Next's bundle are not the same object.
  if (cause instanceof Error && cause.name === JourneyUnreadable.name) return { code: 'unreadable', incident };
  return { code: 'internal', incident };
}
