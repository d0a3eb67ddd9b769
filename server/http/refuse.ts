import type { IncomingMessage, ServerResponse } from 'node:http';
import { ERROR_STATUS, type ErrorCode, type ErrorReply } from '../../lib/api/error';
import { LOCALE_COOKIE, localeOf } from '../../lib/core/locale-cookie';
import { catalogues } from '../../lib/i18n/catalogue';

/** Why the server itself, before any route, does not take a request. */
export type Refusal = {
  readonly code: Extract<
    ErrorCode,
    'invalid' | 'methodNotAllowed' | 'notFound' | 'tooLarge' | 'internal' | 'unavailable'
  >;
  /** Only where it differs from the usual status of the code. */
  readonly status?: number;
  /** The methods that the address does take, for `methodNotAllowed`. */
  readonly allow?: readonly string[];
  /** Seconds to wait, for what passes by itself. */
  readonly retryAfter?: number;
};

/** Answers a refused request in the one shape of every error, in the visitor's language. Closes the connection: a body may still be on its way. */
export function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  const { code, status, allow, retryAfter } = refusal;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const cookie = new RegExp(`(?:^|;\\s*)${LOCALE_COOKIE}=(\\w+)`).exec(request.headers.cookie ?? '')?.[1];
  const locale = localeOf(cookie, request.headers['accept-language'] ?? null);
  const reply: ErrorReply = { error: { code, message: catalogues[locale].errors.code[code] } };
  response.writeHead(status ?? ERROR_STATUS[code], {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    Connection: 'close',
    ...(allow && { Allow: allow.join(', ') }),
    ...(retryAfter !== undefined && { 'Retry-After': String(retryAfter) }),
  });
  response.end(request.method === 'HEAD' ? undefined : JSON.stringify(reply));
}
