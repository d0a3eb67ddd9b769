import type { IncomingMessage } from 'node:http';
import type { Refusal } from './refuse';

/** Largest body of a request in bytes; the longest text of a session is far below it. */
export const MAX_BODY = 65_536;

const PAGE_METHODS = ['GET', 'HEAD'];
const API_METHODS = ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'];

/** The path of a request without its query. */
export const pathOf = (request: IncomingMessage): string => (request.url ?? '').split(/[?#]/, 1)[0] ?? '';

/** Whether the target is a plain path: no absolute form, no `//host`, which some parsers read as another server (check S30). */
export const isPlainPath = (request: IncomingMessage): boolean => /^\/(?![/\\])/.test(request.url ?? '');

/**
 * What no route should have to think of: method, form of the target, size of the body.
 * @param dev the bundler's own addresses take other methods
 */
export function refusalOf(request: IncomingMessage, dev: boolean): Refusal | null {
  if (!isPlainPath(request)) return { code: 'invalid' };
  const path = pathOf(request);
  const methods = path.startsWith('/api/') || (dev && path.startsWith('/__nextjs')) ? API_METHODS : PAGE_METHODS;
  if (!methods.includes(request.method ?? '')) return { code: 'methodNotAllowed' };
  // Without a length the size is only known afterwards. No browser sends JSON that way, so it is asked for instead of counted.
  if (request.headers['transfer-encoding'] !== undefined) return { code: 'invalid', status: 411 };
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY) return { code: 'tooLarge' };
  return null;
}
