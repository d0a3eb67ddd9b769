import { newId, type SessionId, type UserId } from '../../lib/core/ids';
import type { Context } from '../globals';
import { callerOf } from './caller';
import { cookieNames } from './cookies';
import { membershipOf } from './membership';

const NOBODY = { id: 'nobody' as UserId, name: '', email: '', signInId: 'none', signedInUntil: new Date(0) };

/**
 * Looks for somebody and for a journey who are not there. The first look of a process takes many times as long as a later one, and holds
 * up everything else meanwhile: nobody who comes right after a restart should be the one who pays for that. Never throws; the next look
 * tells why.
 */
export async function warmUp(context: Pick<Context, 'auth' | 'db' | 'env'>): Promise<void> {
  const looks = async (): Promise<void> => {
    await callerOf(context, new Headers({ cookie: `${cookieNames(context.env).guest}=nobody` }));
    await membershipOf(context, { organiser: NOBODY, guest: null }, newId());
    await context.db.journeys.load(newId<SessionId>());
  };
  await looks().catch(() => undefined);
}
