import type { Logger } from 'pino';
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

/** One whole server. */
export type App = {
  readonly context: Context;
  /** Starts to accept; resolves with the address to open, e.g. `http://localhost:3000`. */
  readonly listen: () => Promise<string>;
  /** Where tests reach it: `http://localhost:<port>`. Only after `listen`. */
  readonly address: () => string;
  /** Stops accepting, stores what was received, closes everything; a few seconds at most. May be called twice. */
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
  const { context, hourly } = await compose(env, log);
  setContext(context);
  const { rooms, db } = context;
  const next = withPages ? await startNext({ dev, port: env.port }) : withoutNext(options.pages);
  const server = createHttpServer(createHandler({ env, log, metrics: createMetrics(rooms), pages: next.pages, dev }));
  const upgraded = trackUpgraded(server);
  server.on('upgrade', createUpgrade({ env, rooms, next: next.upgrade }));
  const job = everyHour('clean-up', log, hourly);

  const close = async (): Promise<void> => {
    const tidied = job.stop();
    const drained = stopAccepting(server);
    await rooms.shutdown();
    upgraded.destroyAll();
    await Promise.all([drained, tidied]);
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
