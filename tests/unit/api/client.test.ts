import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { call, pathOf } from '@/lib/api/client';
import { changeSession, deleteSession, getSession, previewInvitation } from '@/lib/api/sessions';

let server: Server;
let respond: RequestListener;

beforeEach(async () => {
  server = createServer((request, response) => respond(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const real = globalThis.fetch;
  // In a page a path is enough; here it needs a host in front.
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => real(`http://127.0.0.1:${port}${path}`, init));
});
afterEach(async () => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const reply = (status: number, body: string): void => {
  respond = (_request, response) => response.writeHead(status).end(body);
};
const preview = () => call(previewInvitation, { body: { token: 'A'.repeat(43) } });

describe('the typed client', () => {
  it('fills in and escapes the path', () => {
    expect(pathOf(changeSession, { sessionId: 'a/../b?c' })).toBe('/api/sessions/a%2F..%2Fb%3Fc');
  });

  it('sends JSON and gives the reply', async () => {
    let seen = {};
    respond = (request, response) => {
      seen = { method: request.method, url: request.url, type: request.headers['content-type'] };
      response.end('{"sessionTitle":"Afval","role":"writer","startsAt":null}');
    };
    expect(await preview()).toEqual({ ok: true, value: { sessionTitle: 'Afval', role: 'writer', startsAt: null } });
    expect(seen).toEqual({ method: 'POST', url: '/api/join/preview', type: 'application/json' });
  });

  it('has nothing to give for 204', async () => {
    reply(204, '');
    expect(await call(deleteSession, { params: { sessionId: 'x' } })).toEqual({ ok: true, value: undefined });
  });

  it('gives the refusal of the server', async () => {
    const error = { code: 'invitationExpired', message: 'Verlopen.' };
    reply(410, JSON.stringify({ error }));
    expect(await preview()).toEqual({ ok: false, error });
  });

  it.each([
    ['a page of a proxy', 502, '<html>Bad gateway</html>', 'unavailable'],
    ['a refusal of another shape', 500, '{"oops":true}', 'unavailable'],
    ['half an answer', 200, '{"sessionTitle":', 'unavailable'],
    ['a reply that breaks the contract', 200, '{"sessionTitle":7}', 'internal'],
  ])('turns %s into a value', async (_what, status, body, code) => {
    reply(status, body);
    expect(await preview()).toEqual({ ok: false, error: { code, message: '' } });
  });

  it('turns a dead line into a value', async () => {
    respond = (request) => request.socket.destroy();
    expect(await call(getSession, { params: { sessionId: 'x' } })).toEqual({
      ok: false,
      error: { code: 'offline', message: '' },
    });
  });
});
