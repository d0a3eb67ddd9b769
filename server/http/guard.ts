import type { IncomingMessage } from 'node:http';
import { MAX_UPLOAD } from '../../lib/collab/polling-protocol';
import { SYNC_PATH } from '../../lib/collab/protocol';
import { methodsOf } from './methods';
import type { Refusal } from './refuse';

/** Largest body of a request in bytes; the longest text of a session is far below it. */
export const MAX_BODY = 65_536;

const PAGE_METHODS = ['GET', 'HEAD'];
/** Where web sockets do not get through, requests stand in for them. */
const SYNC_METHODS = ['POST'];
const API_METHODS = ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'];

/** The path of a request without its query. */
export const pathOf = (request: IncomingMessage): string => (request.url ?? '').split(/[?#]/, 1)[0] ?? '';

/** Whether the target is a plain path: no absolute form, no `//host`, which some parsers read as another server (check S30). */
export const isPlainPath = (request: IncomingMessage): boolean => /^\/(?![/\\])/.test(request.url ?? '');

/** What an address takes. Next would answer another method with an empty page, and not say which ones there are. */
function methodsFor(path: string, dev: boolean): readonly string[] {
  if (path.startsWith(SYNC_PATH)) return SYNC_METHODS;
  if (path.startsWith('/api/')) return methodsOf(path) ?? API_METHODS;
  return dev && path.startsWith('/__nextjs') ? API_METHODS : PAGE_METHODS;
}

/**
 * What no route should have to think of: method, form of the target, size of the body.
 * @param dev the bundler's own addresses take other methods
 */
export function refusalOf(request: IncomingMessage, dev: boolean): Refusal | null {
  if (!isPlainPath(request)) return { code: 'invalid' };
  const path = pathOf(request);
  const methods = methodsFor(path, dev);
  if (!methods.includes(request.method ?? '')) return { code: 'methodNotAllowed', allow: methods };
  // Without a length the size is only known afterwards. No browser sends JSON that way, so it is asked for instead of counted.
  if (request.headers['transfer-encoding'] !== undefined) return { code: 'invalid', status: 411 };
  const most = path.startsWith(SYNC_PATH) ? MAX_UPLOAD : MAX_BODY;
  if (Number(request.headers['content-length'] ?? 0) > most) return { code: 'tooLarge' };
  return null;
}
