import { afterEach } from 'vitest';
import type { MemberId, SessionId } from '@/lib/core/ids';
import type { Balancer } from './balancer';
import { aNetwork, type Network } from './network';
import { createPostgres, hasPostgres } from './postgres';
import { hasRedis, REDIS } from './redis';
import { openPage, type SyncClient, until } from './sync-client';
import type { LogLine, SyncServer, SyncServerOptions } from './sync-server';
import { aWorld, type World } from './sync-world';

/** Two servers on one PostgreSQL and one Redis, each with its own network to Redis in between; and people on both. */
export type Pair = {
  readonly a: SyncServer;
  readonly b: SyncServer;
  /** The way of the second server to Redis. */
  readonly redis: Network;
  /** The way of both servers to PostgreSQL. */
  readonly postgres: Network;
  readonly postgresUrl: string;
  readonly sessionId: SessionId;
};

/** A page that reaches the servers through a balancer. */
export const openThrough = (
  { port }: Balancer,
  sessionId: SessionId,
  { memberId, cookie }: { readonly memberId: MemberId; readonly cookie: string },
): SyncClient =>
  openPage({
    url: `ws://127.0.0.1:${port}/sync/${sessionId}`,
    cookie,
    origin: `http://127.0.0.1:${port}`,
    memberId,
    role: 'writer',
  });

export type Cluster = World & {
  /** Starts both; resolves when they hear each other. */
  readonly pair: (settingsOfFirst?: Pick<SyncServerOptions, 'journeys'>) => Promise<Pair>;
};

/** Whether both servers that these tests need are there. */
export const canCluster = async (): Promise<boolean> => (await hasPostgres()) && (await hasRedis());

/** What servers warned of. */
export const complaintsOf = (servers: readonly SyncServer[]): readonly LogLine[] =>
  servers.flatMap(({ logged }) => logged.filter(({ level }) => level === 'warn' || level === 'error'));

/** Both servers hear each other. */
export const untilNeighbours = (servers: readonly SyncServer[]): Promise<void> =>
  until(
    () => servers.every(({ relay }) => relay.figures().isUp && relay.figures().neighbours === servers.length - 1),
    'the servers to hear each other',
  );

/** Registers the clean-up with the running test file. */
export function aCluster(): Cluster {
  const leftovers: (() => Promise<unknown>)[] = [];
  // Registered before the clean-up of the world: what is registered last runs first, so that servers stop before their database goes.
  afterEach(async () => {
    for (const tidy of leftovers.splice(0).reverse()) await tidy();
  });
  const world = aWorld();
  const pair: Cluster['pair'] = async (settingsOfFirst = {}) => {
    const database = await createPostgres();
    leftovers.push(database.drop);
    const [redis, postgres] = [await aNetwork(REDIS), await aNetwork(database.url)];
    leftovers.push(redis.close, postgres.close);
    const postgresUrl = postgres.through(database.url);
    const a = await world.start({ ...settingsOfFirst, postgresUrl, redisUrl: REDIS });
    const b = await world.start({ postgresUrl, redisUrl: redis.through(REDIS) });
    await untilNeighbours([a, b]);
    return { a, b, redis, postgres, postgresUrl, sessionId: await a.session() };
  };
  return { ...world, pair };
}
