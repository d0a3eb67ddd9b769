import type { z } from 'zod';
import type { ErrorCode } from '../../lib/api/error';

/** Why a request is refused, before it is put in words. */
export type Failure = {
  readonly code: ErrorCode;
  /** What is wrong with which field, for `invalid`. */
  readonly issues?: readonly z.core.$ZodIssue[];
  /** Seconds to wait, for `tooManyRequests`. */
  readonly retryAfter?: number;
  /** Number under which a surprise stands in the log. */
  readonly incident?: string;
};

/** Ends the work on a request with a refusal; thrown only inside `server/http`, where `answer` catches it. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

/** Stops here with a named refusal. */
export function refuseWith(failure: Failure | ErrorCode): never {
  throw new Refused(typeof failure === 'string' ? { code: failure } : failure);
}
