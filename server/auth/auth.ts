import { isAPIError } from 'better-auth/api';
import { idSchema, type UserId } from '../../lib/core/ids';
import { err, ok, type Result } from '../../lib/core/result';
import { type AccountLibrary, type AuthParts, createAccountLibrary } from './account-library';

/** Somebody with an account, as a request shows them. */
export type Organiser = { readonly id: UserId; readonly name: string; readonly email: string };

/** An organiser as a cookie shows them, and the sign-in of that one browser. */
export type KnownOrganiser = Organiser & { readonly signInId: string; readonly signedInUntil: Date };

/** Who signed in, and the `Set-Cookie` lines that make it last. */
export type SignedIn = { readonly organiser: Organiser; readonly cookies: readonly string[] };

type Credentials = { readonly email: string; readonly password: string };

/** Accounts of organisers. Methods throw only when the database does. */
export type Auth = {
  /** Makes an account, when SIGNUP allows another one. */
  readonly signUp: (
    input: Credentials & { readonly name: string },
  ) => Promise<Result<SignedIn, 'signUpClosed' | 'emailTaken' | 'invalid'>>;
  /** Takes equally long, and says the same, for an unknown address and a wrong password. */
  readonly signIn: (input: Credentials) => Promise<Result<SignedIn, 'wrongPassword'>>;
  /** Ends the sign-in of this browser. @returns `Set-Cookie` lines that clear it */
  readonly signOut: (headers: Headers) => Promise<readonly string[]>;
  /** The organiser whose cookie a request carries. */
  readonly organiserOf: (headers: Headers) => Promise<KnownOrganiser | null>;
  /** Whether an account can be made now; `first` means the very first one. */
  readonly signUpState: () => Promise<'first' | 'open' | 'closed'>;
};

const userId = idSchema<UserId>();

const organiserFrom = (user: { id: string; name: string; email: string }): Organiser => ({
  id: userId.parse(user.id),
  name: user.name,
  email: user.email,
});

/** The library answers refusals by throwing; ours are values. Anything but a refusal goes on up. */
async function attempt<T>(work: () => Promise<T>): Promise<Result<T, string>> {
  try {
    return ok(await work());
  } catch (cause) {
    if (isAPIError(cause) && cause.statusCode < 500) return err(String(cause.body?.code ?? ''));
    throw cause;
  }
}

/** Everything about accounts. @throws when the library does not fit the data model */
export async function createAuth(parts: AuthParts): Promise<Auth> {
  const library: AccountLibrary = createAccountLibrary(parts);
  await library.$context;

  const signUpState: Auth['signUpState'] = async () => {
    const isFirst = (await parts.db.prisma.user.count()) === 0;
    if (parts.env.signUp === 'first') return isFirst ? 'first' : 'closed';
    return parts.env.signUp === 'open' && isFirst ? 'first' : parts.env.signUp;
  };

  return {
    signUpState,
    // One by one, in all processes: two people may press the button of a new installation at the same moment.
    signUp: (body) =>
      parts.db.oneAtATime('sign-up', async () => {
        if ((await signUpState()) === 'closed') return err('signUpClosed');
        const made = await attempt(() => library.api.signUpEmail({ body, returnHeaders: true }));
        if (made.ok) {
          const { headers, response } = made.value;
          return ok({ organiser: organiserFrom(response.user), cookies: headers.getSetCookie() });
        }
        return err(made.error.startsWith('USER_ALREADY_EXISTS') ? 'emailTaken' : 'invalid');
      }),
    signIn: async (body) => {
      const done = await attempt(() => library.api.signInEmail({ body, returnHeaders: true }));
      if (!done.ok) return err('wrongPassword');
      const { headers, response } = done.value;
      return ok({ organiser: organiserFrom(response.user), cookies: headers.getSetCookie() });
    },
    signOut: async (headers) => {
      const done = await library.api.signOut({ headers, returnHeaders: true });
      return done.headers.getSetCookie();
    },
    organiserOf: async (headers) => {
      const found = await library.api.getSession({ headers });
      if (!found) return null;
      const { id, expiresAt } = found.session;
      return { ...organiserFrom(found.user), signInId: id, signedInUntil: expiresAt };
    },
  };
}
