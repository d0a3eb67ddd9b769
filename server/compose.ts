import type { Logger } from 'pino';
import { createAdmit } from './auth/admit';
import { createAuth } from './auth/auth';
import { openDatabase } from './db/database';
import { createProjector } from './db/projection';
import type { Env } from './env';
import type { Context } from './globals';
import { CLIENT_HEADER, ORIGIN_HEADER } from './http/client-address';
import { createLimits } from './http/limits';
import { loadSecrets } from './secrets';
import { cleanUp } from './services/clean-up';
import { createRooms } from './sync/rooms';

/** The parts of one process, wired, and the work that comes back every hour. */
export type Composition = { readonly context: Context; readonly hourly: () => Promise<void> };

/**
 * Wires the parts of one process: secrets, database, accounts, live documents.
 * @throws BadConfiguration or DatabaseProblem
 */
export async function compose(env: Env, log: Logger): Promise<Composition> {
  const secrets = await loadSecrets(env.dataDir);
  const db = await openDatabase(env);
  const auth = await createAuth({ env, db, secrets, log });
  const rooms = createRooms({
    journeys: db.journeys,
    projector: createProjector(db.prisma),
    admit: createAdmit({ auth, db, env }),
    allowedOrigin: (request) => String(request.headers[ORIGIN_HEADER] ?? '') || null,
    addressOf: (request) => String(request.headers[CLIENT_HEADER] ?? 'unknown'),
    log,
  });
  const context: Context = { env, log, db, auth, rooms, limits: createLimits() };
  return { context, hourly: () => tidy(context) };
}

/** Removes what is past its date, also from the write-ahead log. */
async function tidy(context: Context): Promise<void> {
  const removed = await cleanUp(context, new Date());
  if (Object.values(removed).some((count) => count > 0)) context.log.info(removed, 'removed what was past its date');
  await context.db.checkpoint();
}
