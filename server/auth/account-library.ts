import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import type { Logger } from 'pino';
import { PASSWORD_MAX, PASSWORD_MIN } from '../../lib/api/account';
import { newId, type UserId } from '../../lib/core/ids';
import type { Database } from '../db/database';
import type { Env } from '../env';
import type { Secrets } from '../secrets';
import { cookiePrefix, hasSecureCookies } from './cookies';

/** How long somebody stays signed in. Not renewed by use: after this they sign in again (checks S21). */
const SIGNED_IN_SECONDS = 14 * 24 * 60 * 60;

export type AuthParts = {
  readonly env: Env;
  readonly db: Pick<Database, 'prisma' | 'provider' | 'oneAtATime'>;
  readonly secrets: Secrets;
  readonly log: Logger;
};

/**
 * better-auth with our tables. It is called as a library: none of its own paths are open, so what can be reached
 * is exactly what `lib/api/account.ts` lists, behind the same limits, origin check and error shape as everything else.
 */
export const createAccountLibrary = ({ env, db, secrets, log }: AuthParts) =>
  betterAuth({
    appName: 'Reisgezel',
    baseURL: env.publicUrl ?? 'http://localhost',
    secret: secrets.auth,
    database: prismaAdapter(db.prisma, { provider: db.provider }),
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      autoSignIn: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
    },
    // `Session` is our word for a customer journey session.
    session: { modelName: 'authSession', expiresIn: SIGNED_IN_SECONDS, disableSessionRefresh: true },
    advanced: {
      // The library's own switch would name the cookie `__Secure-…`; `__Host-` is stricter.
      useSecureCookies: false,
      cookiePrefix: cookiePrefix(env),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure: hasSecureCookies(env) },
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => newId<UserId>() },
    },
    databaseHooks: {
      session: {
        // Neither is needed to keep somebody signed in, so neither is kept (checks P3).
        create: { before: async (session) => ({ data: { ...session, ipAddress: null, userAgent: null } }) },
      },
    },
    logger: {
      level: 'error',
      // Only the fixed sentence: what comes with it may hold an e-mail address.
      log: (_level, message) => log.error({ part: 'accounts' }, message.slice(0, 120)),
    },
  });

export type AccountLibrary = ReturnType<typeof createAccountLibrary>;
