import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { SYNC_PATH } from '../../lib/collab/protocol';
import type { Env } from '../env';
import type { Rooms } from '../sync/contract';
import { publicOrigin } from './client-address';
import { isPlainPath, pathOf } from './guard';
import { claim } from './handler';
import { newNonce, securityHeaders } from './headers';

type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

export type UpgradeParts = {
  readonly env: Pick<Env, 'publicUrl' | 'trustProxy'>;
  readonly rooms: Pick<Rooms, 'upgrade'>;
  /** Next's own handler; only in development, where pages reload themselves. */
  readonly next: Upgrade | null;
};

/** Decides who takes a connection that wants to become a web socket: the live journeys, in development Next, otherwise nobody. */
export const createUpgrade =
  ({ env, rooms, next }: UpgradeParts): Upgrade =>
  (request, socket, head) => {
    // Without a listener, a connection that breaks off before the handshake would end the process.
    socket.on('error', () => socket.destroy());
    const origin = publicOrigin(request, env);
    if (!origin || !isPlainPath(request)) return refuseSocket(socket, '400 Bad Request', origin);
    claim(request, origin, env.trustProxy);
    const path = pathOf(request);
    if (path.startsWith(SYNC_PATH)) return rooms.upgrade(request, socket, head);
    if (next && path.startsWith('/_next/')) return next(request, socket, head);
    refuseSocket(socket, '404 Not Found', origin);
  };

/** Answers in plain HTTP, with the headers of every other answer, and hangs up. */
export function refuseSocket(socket: Duplex, status: string, origin: string | null): void {
  const headers = securityHeaders({ origin: origin ?? 'http://localhost', nonce: newNonce(), dev: false });
  const lines = Object.entries({ ...headers, 'Content-Length': '0', Connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  // HTTP connections stay half open until the other side hangs up as well, and who is refused may never do that.
  socket.once('finish', () => socket.destroy());
  socket.end([`HTTP/1.1 ${status}`, ...lines, '', ''].join('\r\n'));
}
