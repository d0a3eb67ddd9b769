import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** Set by us on every request, whatever came in under these names: who asks, and under which origin they see us. */
export const CLIENT_HEADER = 'x-reisgezel-client';
export const ORIGIN_HEADER = 'x-reisgezel-origin';

/** Everything a proxy may say about a request. Believed only from our own proxies (check S39). */
const FORWARDED = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-real-ip',
];

/**
 * Who asks.
 * @param trustProxy number of our own proxies in front. Each appends the address it saw to X-Forwarded-For, so with n proxies the
 * n-th address from the right is the first one that we did not write ourselves; everything to the left of it may be invented
 * @returns an IP address, without the IPv6 prefix of IPv4 addresses; `unknown` when the socket is already gone
 */
export function clientAddress(request: IncomingMessage, trustProxy: number): string {
  const socket = plain(request.socket.remoteAddress ?? '');
  if (trustProxy === 0) return socket || 'unknown';
  const chain = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => plain(part.trim()))
    .filter(Boolean);
  const claimed = chain.at(-trustProxy);
  return claimed && isIP(claimed) ? claimed : socket || 'unknown';
}

const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

/** Whether a caller sits on this machine and did not come through a proxy; metrics are for them only (check S37). */
export const isLocal = (request: IncomingMessage): boolean =>
  /^(127\.|::1$)/.test(plain(request.socket.remoteAddress ?? '')) &&
  FORWARDED.every((name) => request.headers[name] === undefined);

/** `host`, `host:port`, `[::1]:port`; nothing that could break out of a header or an address. */
const HOST = /^(?=.{1,255}$)([a-z0-9]([a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+\])(:\d{1,5})?$/i;

/**
 * The origin under which the visitor sees us: PUBLIC_URL, else the Host they asked for.
 * @returns `null` for a missing or malformed Host
 */
export function publicOrigin(
  request: IncomingMessage,
  { publicUrl, trustProxy }: { readonly publicUrl: string | undefined; readonly trustProxy: number },
): string | null {
  const host = request.headers.host ?? '';
  if (!HOST.test(host)) return null;
  if (publicUrl) return publicUrl;
  const secure = trustProxy > 0 && request.headers['x-forwarded-proto'] === 'https';
  return new URL(`${secure ? 'https' : 'http'}://${host}`).origin;
}

/** Removes what only our own proxies may say, and a header that older Next versions took as a pass (check S7). */
export function dropClaims(request: IncomingMessage, trustProxy: number): void {
  const names = [
    'x-middleware-subrequest',
    CLIENT_HEADER,
    ORIGIN_HEADER,
    'x-nonce',
    'content-security-policy',
    'content-security-policy-report-only',
  ];
  for (const name of trustProxy === 0 ? [...names, ...FORWARDED] : names) delete request.headers[name];
}
