import type { GuestRow } from '../db/rows';
import type { Context } from '../globals';
import type { KnownOrganiser } from './auth';
import { guestOf } from './guest';

/** Who sent a request: an organiser, a guest, both (a browser that did both) or nobody we know. */
export type Caller = { readonly organiser: KnownOrganiser | null; readonly guest: GuestRow | null };

/** Reads the cookies of a request. @throws when accounts cannot be read; nobody is let in then (checks S40) */
export async function callerOf(context: Pick<Context, 'auth' | 'db' | 'env'>, headers: Headers): Promise<Caller> {
  if (!headers.get('cookie')) return { organiser: null, guest: null };
  const [organiser, guest] = await Promise.all([context.auth.organiserOf(headers), guestOf(context, headers)]);
  return { organiser, guest };
}
