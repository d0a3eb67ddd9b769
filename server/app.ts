import type { Logger } from 'pino';
import { warmUp } from './auth/warm-up';
import { compose } from './compose';
import type { Env } from './env';
import { type Context, setContext } from './globals';
import { createHandler, type Pages } from './http/handler';
import { createMetrics } from './http/metrics';
import { createHttpServer, listen, portOf, stopAccepting, trackUpgraded } from './http/server';
import { createUpgrade } from './http/upgrade';
import { everyHour } from './jobs/hourly';
import { createLog } from './log';
import { type NextPages, startNext } from './pages';

export type AppOptions = {
  /** `false` leaves pages and routes out, for tests of sockets, headers and refusals. */
  readonly next?: boolean;
  /** Answers in place of Next, with `next: false`. */
  readonly pages?: Pages;
  /** Hot reload instead of the build. */
  readonly dev?: boolean;
  readonly log?: Logger;
};

/** How long requests that are under way may take once we stop. */
const DRAIN_MS = 2_000;

/** One whole server. */
export type App = {
  readonly context: Context;
  /** Starts to accept; resolves with the address to open, e.g. `http://localhost:3000`. */
  readonly listen: () => Promise<string>;
  /** Where tests reach it: `http://localhost:<port>`. Only after `listen`. */
  readonly address: () => string;
  /** Refuses new work, stores what was received, closes everything; a few seconds at most. May be called twice. */
  readonly close: () => Promise<void>;
};

const withoutNext = (pages: Pages = async (_request, response) => void response.writeHead(404).end()): NextPages => ({
  pages,
  upgrade: null,
  close: async () => undefined,
});

/**
 * Builds a server from its configuration.
 * @throws BadConfiguration or DatabaseProblem with a message for people; nothing is listening then
 */
export async function createApp(env: Env, options: AppOptions = {}): Promise<App> {
  const { next: withPages = true, dev = false, log = createLog(env) } = options;
  const metrics = createMetrics();
  const { context, hourly } = await compose(env, log, { watch: metrics.sync });
  setContext(context);
  await warmUp(context);
  const { rooms, db } = context;
  metrics.show(rooms, db.losses);
  const next = withPages ? await startNext({ dev, port: env.port }) : withoutNext(options.pages);
  const isStopping = () => rooms.health().isStopping;
  const handler = createHandler({ env, log, metrics, rooms, pages: next.pages, dev, isStopping });
  const server = createHttpServer(handler, { trustProxy: env.trustProxy });
  const upgraded = trackUpgraded(server);
  server.on('upgrade', createUpgrade({ env, rooms, next: next.upgrade }));
  const job = everyHour('clean-up', log, hourly);

  const close = async (): Promise<void> => {
    const tidied = job.stop();
    const started = performance.now();
    // Whoever asks meanwhile hears that we stop, so that a load balancer sends the next one elsewhere.
    await rooms.shutdown();
    upgraded.destroyAll();
    await Promise.all([stopAccepting(server, DRAIN_MS - (performance.now() - started)), tidied]);
    await next.close();
    await db.close();
  };
  let closing: Promise<void> | undefined;
  return {
    context,
    listen: () => listen(server, env),
    address: () => `http://localhost:${portOf(server)}`,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}
