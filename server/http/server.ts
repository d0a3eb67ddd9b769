import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Env } from '../env';
import { refuseSocket } from './upgrade';

/** How long requests that are under way may take once we stop. */
const DRAIN_MS = 2_000;

/** A server that does not listen yet, with limits on slow senders. */
export function createHttpServer(handler: RequestListener): Server {
  // A request without Host is refused by our own guard, so that this answer has its headers too.
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 15_000, requireHostHeader: false }, handler);
  // Unreadable requests never reach the handler.
  server.on('clientError', (_error, socket) => {
    if (socket.writable) refuseSocket(socket, '400 Bad Request', null);
    else socket.destroy();
  });
  return server;
}

/**
 * Starts to accept connections.
 * @returns the address for people to open, as far as we know it
 * @throws the system's error, e.g. with code EADDRINUSE
 */
export async function listen(server: Server, env: Pick<Env, 'host' | 'port' | 'publicUrl'>): Promise<string> {
  const { host, port } = env;
  // Without HOST: every interface of both families; machines without IPv6 have only the second.
  await tryListen(server, host ?? '::', port).catch((cause: NodeJS.ErrnoException) => {
    if (host !== undefined || !['EAFNOSUPPORT', 'EADDRNOTAVAIL'].includes(cause.code ?? '')) throw cause;
    return tryListen(server, '0.0.0.0', port);
  });
  return env.publicUrl ?? `http://${name(host)}:${portOf(server)}`;
}

/** The port that a listening server was given. */
export const portOf = (server: Server): number => (server.address() as AddressInfo).port;

/** Refuses new connections and waits for the running requests, a short while. */
export async function stopAccepting(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const force = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(force);
}

const tryListen = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });

const name = (host: string | undefined): string => {
  if (host === undefined || host === '::' || host === '0.0.0.0') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
};

/** Upgraded sockets are no longer the HTTP server's: it neither counts nor closes them. */
export function trackUpgraded(server: Server): { readonly destroyAll: () => void } {
  const sockets = new Set<Socket>();
  server.on('upgrade', (_request, socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return {
    destroyAll: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}
