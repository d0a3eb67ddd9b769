import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Env } from '../env';
import { Crowd } from '../sync/door/crowd';
import { refuseSocket } from './upgrade';

/** What one process lets in before it knows anything about who comes (check S15). */
export type EntryLimits = {
  /** How long a connection may take to say what it wants: the whole head of its first request (milliseconds). */
  readonly headMs: number;
  /** How long a whole request may take, its body included (milliseconds). */
  readonly requestMs: number;
  /** Connections at once; the system refuses what comes on top. */
  readonly connections: number;
  /** Connections at once from one address: a whole town hall may sit behind one. */
  readonly perAddress: number;
};

/** What holds unless told otherwise. */
const ENTRY_LIMITS: EntryLimits = { headMs: 5_000, requestMs: 30_000, connections: 10_000, perAddress: 2_000 };
/** How often late connections are looked for (milliseconds); by default Node looks twice a minute. */
const LOOK_MS = 1_000;
/** A connection on which nothing moves for this long is ended, such as one that does not read its answer (milliseconds). */
const STILL_MS = 120_000;
/** Largest head of a request in bytes: our cookies and those of what else lives on the host fit many times. */
const HEAD_BYTES = 16_384;

/**
 * A server that does not listen yet, with limits on slow senders.
 * @param trustProxy with proxies of our own in front every connection comes from one of them, so addresses say nothing
 */
export function createHttpServer(
  handler: RequestListener,
  { trustProxy = 0, ...changes }: Partial<EntryLimits> & { readonly trustProxy?: number } = {},
): Server {
  const { headMs, requestMs, connections, perAddress } = { ...ENTRY_LIMITS, ...changes };
  const server = createServer(
    {
      requestTimeout: requestMs,
      headersTimeout: headMs,
      connectionsCheckingInterval: LOOK_MS,
      maxHeaderSize: HEAD_BYTES,
      // A request without Host is refused by our own guard, so that this answer has its headers too.
      requireHostHeader: false,
    },
    handler,
  );
  server.maxConnections = connections;
  server.timeout = STILL_MS;
  if (trustProxy === 0) limitAddresses(server, perAddress);
  server.on('clientError', refuseUnreadable);
  return server;
}

const UNREADABLE: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

/** Requests that cannot be read, or never come, do not reach the handler. */
function refuseUnreadable(error: NodeJS.ErrnoException, stream: Duplex): void {
  // Browsers open connections for later: an answer to a question that was never asked would be taken for one to the next.
  const isSilent = stream instanceof Socket && stream.bytesRead === 0;
  if (!stream.writable || isSilent) stream.destroy();
  else refuseSocket(stream, UNREADABLE[error.code ?? ''] ?? '400 Bad Request', null);
}

function limitAddresses(server: Server, perAddress: number): void {
  const addresses = new Crowd(perAddress);
  server.on('connection', (socket: Socket) => {
    const leave = addresses.enter(socket.remoteAddress ?? 'unknown');
    if (leave) socket.once('close', leave);
    else socket.destroy();
  });
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

/**
 * Refuses new connections and waits for the running requests.
 * @param patienceMs how long those may still take; nothing at all when it is not above 0
 */
export async function stopAccepting(server: Server, patienceMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const force = setTimeout(() => server.closeAllConnections(), Math.max(0, patienceMs));
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
