import type { Logger } from 'pino';
import type { Auth } from './auth/auth';
import type { Database } from './db/database';
import type { Env } from './env';
import type { Limits } from './http/limits';
import type { Rooms } from './sync/contract';
import type { Recovery } from './sync/room/recovery';

/** What the process has exactly one of. Built by `main.ts`, used by route handlers and pages. */
export type Context = {
  readonly env: Env;
  readonly log: Logger;
  readonly db: Database;
  readonly auth: Auth;
  readonly rooms: Rooms;
  readonly recovery: Recovery;
  /** Counters of the rate limits; here, because module state is not shared between Next's bundles. */
  readonly limits: Limits;
};

const KEY = Symbol.for('reisgezel.context');
type Holder = { [KEY]?: Context };

/** Called once, at start: Next's bundles do not share modules with the server, only `globalThis` (README, decision 2). */
export const setContext = (context: Context): void => {
  (globalThis as Holder)[KEY] = context;
};

/** The context of this process; throws when used before the start, which is a mistake in our code. */
export function getContext(): Context {
  const context = (globalThis as Holder)[KEY];
  if (!context) throw new Error('the server context is used before main.ts built it');
  return context;
}
