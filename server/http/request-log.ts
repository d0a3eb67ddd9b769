import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { pathOf } from './guard';
import { kindOf, type Metrics } from './metrics';

/** A path as it may be logged: without the secret of a calendar address, and not endless. */
export const loggable = (path: string): string => path.replace(/^(\/api\/calendar\/feed\/).*/, '$1…').slice(0, 200);

/**
 * Writes one line per answered request: method, path without query, status, milliseconds. Files,
 * and requests that stand in for a web socket and come all the time, only at level `debug`.
 */
export function logRequest(request: IncomingMessage, response: ServerResponse, log: Logger, metrics: Metrics): void {
  const started = performance.now();
  const path = pathOf(request);
  const kind = kindOf(path);
  response.once('close', () => {
    const ms = Math.round(performance.now() - started);
    const method = request.method ?? '';
    metrics.answered({ kind, method: knownMethod(method), status: response.statusCode, seconds: ms / 1000 });
    const level = response.statusCode >= 500 ? 'warn' : kind === 'static' || kind === 'sync' ? 'debug' : 'info';
    log[level]({ method, path: loggable(path), status: response.statusCode, ms }, 'request');
  });
}

/** Methods are words that a caller may invent; labels must not be. */
const knownMethod = (method: string): string =>
  ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'].includes(method) ? method : 'other';
