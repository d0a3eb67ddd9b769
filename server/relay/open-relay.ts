import { createHmac } from 'node:crypto';
import type { Logger } from 'pino';
import type { Database } from '../db/database';
import { identityOf } from '../db/identity';
import type { Env } from '../env';
import type { Secrets } from '../secrets';
import { systemClock } from '../sync/clock';
import { noRelay, type Relay } from '../sync/cluster/relay';
import { createRedisTransport } from './redis-transport';
import { createSharedRelay } from './shared-relay';

type Parts = {
  readonly env: Pick<Env, 'redisUrl'>;
  readonly db: Pick<Database, 'prisma'>;
  readonly secrets: Secrets;
  readonly log: Logger;
};

/** The way to the other servers on the same database; to nobody without `REDIS_URL`. Does not wait for Redis. */
export async function openRelay({ env: { redisUrl }, db, secrets, log }: Parts): Promise<Relay> {
  if (!redisUrl) return noRelay;
  // Two installations may share a Redis, also when one started as a copy of the other: then the database differs.
  const database = await identityOf(db.prisma);
  const derive = (purpose: string): Buffer =>
    createHmac('sha256', secrets.auth).update(`${purpose} of ${database}`).digest();
  const prefix = `reisgezel:${derive('channel').toString('base64url').slice(0, 16)}`;
  return createSharedRelay({
    transportFor: (place) => createRedisTransport({ url: redisUrl, prefix, place, log }),
    key: derive('seal'),
    clock: systemClock,
    log,
  });
}
