import { createServer } from 'node:http';
import type { Pages } from './http/handler';
import type { UpgradeParts } from './http/upgrade';

/** Next as a part of our server. */
export type NextPages = {
  readonly pages: Pages;
  /** Hot reload; `null` in production, where no address of Next takes upgrades (check S30). */
  readonly upgrade: UpgradeParts['next'];
  readonly close: () => Promise<void>;
};

/**
 * Starts Next for the project in the current folder.
 * @param dev compile on request and reload pages, instead of serving the build in `.next`
 */
export async function startNext({ dev, port }: { readonly dev: boolean; readonly port: number }): Promise<NextPages> {
  const { default: next } = await import('next');
  // After its first request Next listens for upgrades by itself, on our sockets too. It gets a server that never listens, and
  // through that only the upgrades that we pass on.
  const decoy = createServer();
  const app = next({ dev, dir: process.cwd(), httpServer: decoy, port, quiet: true });
  await app.prepare();
  const handle = app.getRequestHandler();
  return {
    pages: (request, response) => handle(request, response),
    upgrade: dev
      ? (request, socket, head) => void (decoy.emit('upgrade', request, socket, head) || socket.destroy())
      : null,
    close: () => app.close(),
  };
}
