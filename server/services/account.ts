import type { AccountReply } from '../../lib/api/account';
import { ok, type Result } from '../../lib/core/result';
import type { Auth, SignedIn } from '../auth/auth';
import type { Context } from '../globals';

type Input<Name extends 'signUp' | 'signIn'> = Parameters<Auth[Name]>[0];

/** The account goes into the reply, the sign-in itself only into cookies: scripts never see its token. */
function settle({ organiser, cookies }: SignedIn, into: string[]): Result<AccountReply, never> {
  into.push(...cookies);
  return ok({ user: organiser });
}

/** Makes an account and signs this browser in. @param cookies takes the `Set-Cookie` lines */
export async function signUpOrganiser(
  context: Pick<Context, 'auth'>,
  input: Input<'signUp'>,
  cookies: string[],
): Promise<Result<AccountReply, 'signUpClosed' | 'emailTaken' | 'invalid'>> {
  const done = await context.auth.signUp(input);
  return done.ok ? settle(done.value, cookies) : done;
}

/** Signs this browser in. @param cookies takes the `Set-Cookie` lines */
export async function signInOrganiser(
  context: Pick<Context, 'auth'>,
  input: Input<'signIn'>,
  cookies: string[],
): Promise<Result<AccountReply, 'wrongPassword'>> {
  const done = await context.auth.signIn(input);
  return done.ok ? settle(done.value, cookies) : done;
}
