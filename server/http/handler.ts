import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { SYNC_PATH } from '../../lib/collab/protocol';
import type { Env } from '../env';
import type { Rooms } from '../sync/contract';
import { CLIENT_HEADER, clientAddress, dropClaims, isLocal, ORIGIN_HEADER, publicOrigin } from './client-address';
import { pathOf, refusalOf } from './guard';
import { contentSecurityPolicy, newNonce, securityHeaders } from './headers';
import type { Metrics } from './metrics';
import { refuse } from './refuse';
import { logRequest } from './request-log';

/** Answers pages and routes: Next, or nothing in tests that need sockets only. */
export type Pages = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export type HandlerParts = {
  readonly env: Pick<Env, 'publicUrl' | 'trustProxy'>;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly rooms: Pick<Rooms, 'answer'>;
  readonly pages: Pages;
  readonly dev: boolean;
  /** The process stops: whoever asks for work is told to come back. */
  readonly isStopping: () => boolean;
};

/** What is answered until the very end: whoever watches over us must be able to see that we stop. */
const WATCHED: readonly string[] = ['/api/health', '/api/ready'];
/** When a page may try again, in seconds: by then the next process is there, or another one answers. */
const COME_BACK_S = 2;

/** The first and last to see every HTTP request: headers on every answer, refusals, metrics, then the pages. */
export const createHandler =
  (parts: HandlerParts): RequestListener =>
  (request, response) => {
    const { env, log, metrics, dev } = parts;
    const origin = publicOrigin(request, env);
    const context = { origin: origin ?? env.publicUrl ?? 'http://localhost', nonce: newNonce(), dev };
    for (const [name, value] of Object.entries(securityHeaders(context))) response.setHeader(name, value);
    logRequest(request, response, log, metrics);
    const refusal = origin ? refusalOf(request, dev) : ({ code: 'invalid' } as const);
    if (refusal) return refuse(request, response, refusal);
    if (pathOf(request) === '/metrics') return void sendMetrics(request, response, metrics);
    const isSync = pathOf(request).startsWith(SYNC_PATH);
    // Links that are open still hear what was stored, and that it is over.
    if (parts.isStopping() && !isSync && !WATCHED.includes(pathOf(request)))
      return refuse(request, response, { code: 'unavailable', retryAfter: COME_BACK_S });
    claim(request, context.origin, env.trustProxy);
    if (isSync) return parts.rooms.answer(request, response);
    // Next reads the nonce for its own scripts from this header; pages find it under x-nonce.
    request.headers['content-security-policy'] = contentSecurityPolicy(context);
    request.headers['x-nonce'] = context.nonce;
    if (pathOf(request).startsWith('/api/')) response.setHeader('Cache-Control', 'no-store');
    parts.pages(request, response).catch((error: unknown) => {
      log.error({ err: error }, 'a request failed unexpectedly');
      refuse(request, response, { code: 'internal' });
    });
  };

/** Writes down who asks and under which origin, in place of whatever the request itself said. */
export function claim(request: IncomingMessage, origin: string, trustProxy: number): void {
  const client = clientAddress(request, trustProxy);
  dropClaims(request, trustProxy);
  request.headers[CLIENT_HEADER] = client;
  request.headers[ORIGIN_HEADER] = origin;
}

async function sendMetrics(request: IncomingMessage, response: ServerResponse, metrics: Metrics): Promise<void> {
  if (!isLocal(request)) return refuse(request, response, { code: 'notFound' });
  response.writeHead(200, { 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' });
  response.end(await metrics.text());
}
