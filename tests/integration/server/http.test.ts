import { request } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Contract } from '@/lib/api/contract';
import { errorSchema } from '@/lib/api/error';
import { contracts } from '@/lib/api/registry';
import { catalogues } from '@/lib/i18n/catalogue';
import { raw, startServer } from './support';

let port: number;
let url: string;

/** Tells what a route would see, and can fail on demand. */
beforeAll(async () => {
  const server = await startServer({}, async (incoming, response) => {
    if (incoming.url === '/throws') throw new Error('planted: geheim');
    if (incoming.url === '/breaks') {
      response.write('half');
      throw new Error('planted');
    }
    response.setHeader('Content-Type', 'application/json');
    response.writeHead(200).end(JSON.stringify(incoming.headers));
  });
  ({ url, port } = server);
});

const HEADERS = [
  'content-security-policy',
  'x-content-type-options',
  'referrer-policy',
  'x-frame-options',
  'permissions-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
];
const missing = (headers: Headers): string[] => HEADERS.filter((name) => !headers.has(name));
const seen = async (headers: Record<string, string>): Promise<Record<string, string>> =>
  (await fetch(`${url}/api/echo`, { headers })).json();

describe('every answer has the security headers (S25)', () => {
  it.each([
    ['a page', '/', {}, 200],
    ['a route', '/api/echo', {}, 200],
    ['a failure', '/throws', {}, 500],
    ['a method that pages do not take', '/', { method: 'POST', body: 'x' }, 405],
    ['a method that no route takes', '/api/echo', { method: 'PUT', body: 'x' }, 405],
    ['a body that is too large', '/api/echo', { method: 'POST', body: 'x'.repeat(65_537) }, 413],
    ['figures', '/metrics', {}, 200],
  ])('%s', async (_what, path, init, status) => {
    const reply = await fetch(url + path, init);
    expect(reply.status).toBe(status);
    expect(missing(reply.headers)).toEqual([]);
    if (status >= 400) expect(errorSchema.parse(await reply.json()).error.message).not.toMatch(/geheim|planted/);
  });

  it.each([
    ['no session at all', '/sync/', {}, 404],
    ['another website', '/sync/x', { origin: 'http://evil.example' }, 403],
    ['somebody unknown', '/sync/x', null, 404],
  ])('and for links over HTTP, which no person reads: %s', async (_what, path, headers, status) => {
    const reply = await fetch(url + path, { method: 'POST', headers: headers ?? { origin: url } });
    expect([reply.status, await reply.text()]).toEqual([status, '']);
    expect(missing(reply.headers)).toEqual([]);
    expect(reply.headers.get('cache-control')).toContain('no-store');
  });

  it.each([
    ['bytes that are no HTTP', 'NONSENSE\r\n\r\n', 400],
    ['no Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    ['a Host that would break out', `GET / HTTP/1.1\r\nHost: x'; script-src *\r\nConnection: close\r\n\r\n`, 400],
    ['an absolute target (S30)', 'GET http://169.254.169.254/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 400],
    ['a target with two slashes', 'GET //169.254.169.254/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 400],
    ['TRACE (S37)', 'TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 405],
    [
      'a body without a length',
      'POST /api/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n',
      411,
    ],
    ['an upgrade to nowhere', 'GET /x HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n', 404],
    [
      'an upgrade of Next (S30)',
      'GET /_next/hmr HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
      404,
    ],
    [
      'an absolute upgrade (S30)',
      'GET http://127.0.0.1:1/ HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
      400,
    ],
  ])('%s', async (_what, bytes, status) => {
    const reply = await raw(port, bytes);
    expect(reply).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    for (const name of HEADERS) expect(reply.toLowerCase()).toContain(`\r\n${name}: `);
  });

  it('hangs up when a half-sent answer fails, instead of pretending it is whole', async () => {
    const reply = fetch(`${url}/breaks`).then((answer) => answer.text());
    await expect(reply).rejects.toThrow();
    expect((await fetch(`${url}/api/echo`)).status).toBe(200);
  });

  it('takes a body of exactly the limit', async () => {
    const reply = await fetch(`${url}/api/echo`, { method: 'POST', body: 'x'.repeat(65_536) });
    expect(reply.status).toBe(200);
  });
});

describe('a method that an address does not take', () => {
  it.each([
    ['DELETE', '/api/sessions', 'GET, HEAD, POST'],
    ['POST', '/api/health', 'GET, HEAD'],
    ['GET', '/api/join', 'POST'],
    ['GET', '/api/join/preview', 'POST'],
    ['POST', '/api/sessions/x', 'GET, HEAD, PATCH, DELETE'],
    ['PATCH', '/api/sessions/x/journey', 'GET, HEAD'],
    ['PATCH', '/api/calendar/feed/x.ics', 'GET, HEAD'],
    ['OPTIONS', '/api/sessions', 'GET, HEAD, POST'],
    ['PUT', '/api/nothing-here', 'GET, HEAD, POST, PATCH, DELETE'],
    ['POST', '/sign-in', 'GET, HEAD'],
    ['GET', '/sync/x', 'POST'],
  ])('%s %s says which it does: %s', async (method, path, allow) => {
    const reply = await fetch(url + path, { method });
    expect([reply.status, reply.headers.get('allow')]).toEqual([405, allow]);
    expect(errorSchema.parse(await reply.json()).error.code).toBe('methodNotAllowed');
  });

  it('no contract is kept out by that', async () => {
    for (const { method, path } of Object.values<Contract>(contracts)) {
      const reply = await fetch(url + path.replace(/\{\w+\}/g, 'x'), { method });
      expect([method, path, reply.status]).toEqual([method, path, 200]);
    }
  });
});

describe('errors are said in the language of the visitor', () => {
  it.each([
    [{ 'accept-language': 'en' }, 'en'],
    [{ 'accept-language': 'nl' }, 'nl'],
    [{}, 'nl'],
    [{ 'accept-language': 'nl', cookie: 'a=b; reisgezel-locale=en' }, 'en'],
    [{ 'accept-language': 'en', cookie: 'reisgezel-locale=de' }, 'en'],
  ] as const)('%o: %s', async (headers, locale) => {
    const reply = await fetch(url, { method: 'DELETE', headers });
    const message = catalogues[locale].errors.code.methodNotAllowed;
    expect(await reply.json()).toEqual({ error: { code: 'methodNotAllowed', message } });
  });
});

describe('what a route may believe (S7, S39)', () => {
  it('the address is the one of the socket', async () => {
    const headers = await seen({
      'x-forwarded-for': '1.2.3.4',
      'x-reisgezel-client': '1.2.3.4',
      'x-real-ip': '1.2.3.4',
    });
    expect(headers['x-reisgezel-client']).toBe('127.0.0.1');
    expect(JSON.stringify(headers)).not.toContain('1.2.3.4');
  });

  it('the origin is the one that was asked for', async () => {
    const headers = await seen({ 'x-reisgezel-origin': 'https://evil.test', 'x-forwarded-host': 'evil.test' });
    expect(headers['x-reisgezel-origin']).toBe(url);
    expect(JSON.stringify(headers)).not.toContain('evil.test');
  });

  it('the nonce is fresh, the same for Next and the browser, and never the caller’s', async () => {
    const reply = await fetch(`${url}/api/echo`, {
      headers: { 'x-nonce': 'known', 'content-security-policy': 'none' },
    });
    const headers = await reply.json();
    expect(headers['x-nonce']).not.toBe('known');
    expect(headers['content-security-policy']).toBe(reply.headers.get('content-security-policy'));
    expect(headers['content-security-policy']).toContain(`'nonce-${headers['x-nonce']}'`);
    expect((await seen({}))['x-nonce']).not.toBe(headers['x-nonce']);
  });

  it('x-middleware-subrequest does not come through', async () => {
    expect(await seen({ 'x-middleware-subrequest': 'proxy:proxy:proxy' })).not.toHaveProperty(
      'x-middleware-subrequest',
    );
  });

  it('behind one trusted proxy, the address that the proxy saw', async () => {
    const server = await startServer(
      { TRUST_PROXY: '1', PUBLIC_URL: 'https://reis.example.org' },
      async (incoming, response) => {
        response.writeHead(200).end(JSON.stringify(incoming.headers));
      },
    );
    const reply = await fetch(server.url, { headers: { 'x-forwarded-for': '6.6.6.6, 1.2.3.4' } });
    const headers = await reply.json();
    expect(headers['x-reisgezel-client']).toBe('1.2.3.4');
    expect(headers['x-reisgezel-origin']).toBe('https://reis.example.org');
    expect(reply.headers.get('strict-transport-security')).toMatch(/includeSubDomains/);
    expect(reply.headers.get('content-security-policy')).toContain('wss://reis.example.org');
  });
});

describe('/metrics (S37)', () => {
  it('tells this machine, in the text form of Prometheus', async () => {
    await fetch(`${url}/api/echo`);
    const reply = await fetch(`${url}/metrics`);
    expect(reply.headers.get('content-type')).toContain('text/plain');
    const text = await reply.text();
    expect(text).toMatch(/^reisgezel_http_requests_total\{kind="api",method="GET",status="200"\} \d+$/m);
    expect(text).toMatch(/^reisgezel_rooms 0$/m);
    expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
  });

  it('is not there for a proxy on this machine', async () => {
    const reply = await fetch(`${url}/metrics`, { headers: { 'x-forwarded-for': '1.2.3.4' } });
    expect(reply.status).toBe(404);
  });

  it('has no label that a caller can invent', async () => {
    await new Promise<void>((resolve, reject) => {
      request({ port, host: '127.0.0.1', method: 'PROPFIND', path: '/zelfbedacht' }, (reply) =>
        reply.resume().on('end', resolve),
      )
        .on('error', reject)
        .end();
    });
    expect(await (await fetch(`${url}/metrics`)).text()).not.toMatch(/PROPFIND|zelfbedacht/);
  });
});
