import { parseCookies } from 'better-auth/cookies';
import type { Locale } from '../../lib/core/locale';
import { LOCALE_COOKIE, localeOf } from '../../lib/core/locale-cookie';
import type { Env } from '../env';

/**
 * Whether cookies are marked Secure and carry the `__Host-` prefix, which pins them to this very host (checks S3, S22).
 * Only where the public address is https: browsers drop such cookies elsewhere.
 */
export const hasSecureCookies = (env: Pick<Env, 'publicUrl'>): boolean => env.publicUrl?.startsWith('https:') ?? false;

/** The start of every cookie name of ours that holds a secret. */
export const cookiePrefix = (env: Pick<Env, 'publicUrl'>): string =>
  hasSecureCookies(env) ? '__Host-reisgezel' : 'reisgezel';

/** The two cookies that let somebody in. */
export const cookieNames = (env: Pick<Env, 'publicUrl'>): { readonly organiser: string; readonly guest: string } => ({
  organiser: `${cookiePrefix(env)}.session_token`,
  guest: `${cookiePrefix(env)}-guest`,
});

/** The value of one cookie of a request, or `undefined`. */
export const cookieOf = (headers: Headers, name: string): string | undefined =>
  parseCookies(headers.get('cookie') ?? '').get(name);

/**
 * A `Set-Cookie` line for a secret: out of reach of scripts, not sent along by other sites.
 * @param value characters that need no escaping, such as a token
 */
export function secretCookie(env: Pick<Env, 'publicUrl'>, name: string, value: string, maxAgeSeconds: number): string {
  const secure = hasSecureCookies(env) ? '; Secure' : '';
  return `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`;
}

/** The language of whoever sent the request. */
export const localeOfRequest = (headers: Headers): Locale =>
  localeOf(cookieOf(headers, LOCALE_COOKIE), headers.get('accept-language'));
