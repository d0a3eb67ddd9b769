import type { Logger } from 'pino';
import { createAdmit } from './auth/admit';
import { createAuth } from './auth/auth';
import { createReview } from './auth/review';
import { checkSecrets } from './auth/same-secrets';
import { openDatabase } from './db/database';
import { type Loss, lossOf } from './db/loss';
import { createProjector } from './db/projection';
import type { Env } from './env';
import type { Context } from './globals';
import { CLIENT_HEADER, ORIGIN_HEADER } from './http/client-address';
import { createLimits } from './http/limits';
import { openRelay } from './relay/open-relay';
import { loadSecrets, secretsFile } from './secrets';
import { cleanUp } from './services/clean-up';
import type { RoomsOptions } from './sync/options';
import { createRecovery } from './sync/room/recovery';
import { createRooms } from './sync/rooms';

/** What the live documents may be told besides: who hears how they are doing, and how often rights are looked up anew. */
type LiveSettings = Pick<RoomsOptions, 'watch' | 'reviewEveryMs'>;

/** The parts of one process, wired, and the work that comes back every hour. */
export type Composition = { readonly context: Context; readonly hourly: () => Promise<void> };

/**
 * Wires the parts of one process: secrets, database, accounts, live documents.
 * @throws BadConfiguration or DatabaseProblem
 */
export async function compose(env: Env, log: Logger, live: LiveSettings = {}): Promise<Composition> {
  const secrets = await loadSecrets(env.dataDir);
  const db = await openDatabase(env);
  tellLosses(db.losses.all(), log);
  await checkSecrets(db, secrets, secretsFile(env.dataDir)).catch(async (cause: unknown) => {
    await db.close();
    throw cause;
  });
  const relay = await openRelay({ env, db, secrets, log });
  const auth = await createAuth({ env, db, secrets, log });
  const rooms = createRooms({
    journeys: db.journeys,
    remainder: db.remainder,
    projector: createProjector(db.prisma),
    admit: createAdmit({ auth, db, env }),
    allowedOrigin: (request) => String(request.headers[ORIGIN_HEADER] ?? '') || null,
    addressOf: (request) => String(request.headers[CLIENT_HEADER] ?? 'unknown'),
    review: createReview(db),
    lossOf: (sessionId) => lossOf(db.losses.all(), sessionId),
    log,
    relay,
    ...live,
  });
  const recovery = createRecovery({ remainder: db.remainder, rooms });
  const context: Context = { env, log, db, auth, rooms, recovery, limits: createLimits() };
  return { context, hourly: () => tidy(context) };
}

/** A database that has less than it once had is served, because people still have the rest on their screens; but never in silence. */
function tellLosses(losses: readonly Loss[], log: Logger): void {
  for (const { sessionId, seq, lost, since } of losses)
    log.error({ session: sessionId, seq, lost, since }, 'the database lacks edits of this session that it once had');
  if (losses.length === 0) return;
  log.error(
    { sessions: losses.length },
    'the database is older than what was stored in it: it was damaged, or put back from a copy. Sessions are served as they are now; open pages bring back what they still have. Told at every start until the journey lead has seen it',
  );
}

/** Deleted text is off the disk after this at the latest, and an hour for the job to come round (milliseconds). */
const DELETED_TEXT_MS = 24 * 3_600_000;

/** Removes what is past its date, also from the write-ahead log. */
async function tidy(context: Context): Promise<void> {
  const now = new Date();
  const removed = await cleanUp(context, now);
  await context.rooms.tidy(new Date(now.getTime() - DELETED_TEXT_MS));
  if (Object.values(removed).some((count) => count > 0)) context.log.info(removed, 'removed what was past its date');
  await context.db.checkpoint();
}
