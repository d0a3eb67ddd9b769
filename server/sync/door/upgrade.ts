import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { z } from 'zod';
import { SCHEMA_PARAM, SYNC_PATH } from '../../../lib/collab/protocol';
import { idSchema, type SessionId } from '../../../lib/core/ids';
import { SCHEMA_VERSION } from '../../../lib/journey/meta';
import type { Admission } from '../contract';
import type { RoomsOptions } from '../options';

const sessionIdSchema = idSchema<SessionId>();
const schemaVersion = z.coerce.number().int().min(0).catch(0);

const REASONS = { 403: 'Forbidden', 404: 'Not Found', 429: 'Too Many Requests', 503: 'Service Unavailable' } as const;
export type Denial = keyof typeof REASONS;

/** Where a socket wants to go. */
export type Target = { readonly sessionId: SessionId; readonly schemaVersion: number };

/** Reads the address of an upgrade; `null` when it is no session's. */
export function readTarget(address: string | undefined): Target | null {
  // Only a path: an absolute address is a proxy request, which this is not (checks S30).
  const [path = '', query = ''] = (address ?? '').split('?', 2);
  if (!path.startsWith(SYNC_PATH)) return null;
  const id = sessionIdSchema.safeParse(path.slice(SYNC_PATH.length));
  if (!id.success) return null;
  // Every page of ours says its version. Who says none is another program, and takes the shape as it is.
  const said = new URLSearchParams(query).get(SCHEMA_PARAM);
  return { sessionId: id.data, schemaVersion: said === null ? SCHEMA_VERSION : schemaVersion.parse(said) };
}

/** Whether the page that opens the socket is one of ours: exactly, because every other comparison was once tricked (S1). */
export const isOwnPage = (origin: string | undefined, allowed: string | null): boolean =>
  allowed !== null && origin !== undefined && origin === allowed;

/** Refuses an upgrade in plain HTTP. */
export function deny(stream: Duplex, status: Denial): void {
  stream.end(`HTTP/1.1 ${status} ${REASONS[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  stream.once('finish', () => stream.destroy());
}

/** Checks who wants to come in, before any handshake; the answer is an admission or the status to refuse with. */
export async function examine(
  request: IncomingMessage,
  target: Target,
  { admit, allowedOrigin, log }: Pick<RoomsOptions, 'admit' | 'allowedOrigin' | 'log'>,
): Promise<Admission | Denial> {
  if (!isOwnPage(request.headers.origin, allowedOrigin(request))) return 403;
  try {
    const admission = await admit(request, target.sessionId);
    return admission?.sessionId === target.sessionId ? admission : 404;
  } catch (error) {
    log.error({ err: error }, 'a socket could not be checked');
    return 503;
  }
}
