import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { clientAddress, dropClaims, isLocal, publicOrigin } from '@/server/http/client-address';

/** Only what the functions read; real sockets are in tests/integration/server. */
const request = (headers: Record<string, string>, remoteAddress = '203.0.113.7'): IncomingMessage =>
  ({ headers, socket: { remoteAddress } }) as unknown as IncomingMessage;

describe('clientAddress (S39)', () => {
  it('is the socket, whatever the headers say, without a trusted proxy', () => {
    expect(clientAddress(request({ 'x-forwarded-for': '1.2.3.4' }), 0)).toBe('203.0.113.7');
    expect(clientAddress(request({}, '::ffff:198.51.100.2'), 0)).toBe('198.51.100.2');
  });

  it.each([
    [1, '10.0.0.9, 1.2.3.4', '1.2.3.4'],
    [2, '10.0.0.9, 1.2.3.4, 10.0.0.2', '1.2.3.4'],
    [1, '2001:db8::1', '2001:db8::1'],
    [1, 'nonsense', '203.0.113.7'],
    [3, '1.2.3.4', '203.0.113.7'],
  ])('with %i proxies and "%s" it is %s', (proxies, chain, address) => {
    expect(clientAddress(request({ 'x-forwarded-for': chain }), proxies)).toBe(address);
  });

  it('says unknown when the socket is gone', () => {
    expect(clientAddress(request({}, ''), 0)).toBe('unknown');
  });
});

describe('publicOrigin', () => {
  const none = { publicUrl: undefined, trustProxy: 0 };

  it('is PUBLIC_URL, else the host that was asked for', () => {
    expect(publicOrigin(request({ host: 'evil.test' }), { ...none, publicUrl: 'https://reis.nl' })).toBe(
      'https://reis.nl',
    );
    expect(publicOrigin(request({ host: 'Localhost:3000' }), none)).toBe('http://localhost:3000');
    expect(publicOrigin(request({ host: '[::1]:3000' }), none)).toBe('http://[::1]:3000');
  });

  it('believes a proxy about https only when it is ours', () => {
    const asked = request({ host: 'reis.nl', 'x-forwarded-proto': 'https' });
    expect(publicOrigin(asked, none)).toBe('http://reis.nl');
    expect(publicOrigin(asked, { ...none, trustProxy: 1 })).toBe('https://reis.nl');
  });

  it.each(['', 'a b', `x'; script-src *`, 'a/b', 'a@b', 'a\\b', 'x:port', `${'a'.repeat(300)}.nl`, 'a;b', 'a,b'])(
    'refuses the host "%s"',
    (host) => {
      expect(publicOrigin(request({ host }), none)).toBeNull();
    },
  );
});

describe('dropClaims (S7, S39)', () => {
  it('removes what only we or our proxies may say', () => {
    const asked = request({
      'x-forwarded-for': '1.2.3.4',
      'x-forwarded-host': 'evil.test',
      forwarded: 'for=1.2.3.4',
      'x-middleware-subrequest': 'middleware',
      'x-reisgezel-client': '127.0.0.1',
      'x-reisgezel-origin': 'https://evil.test',
      'x-nonce': 'known',
      accept: '*/*',
    });
    dropClaims(asked, 0);
    expect(asked.headers).toEqual({ accept: '*/*' });
  });
});

describe('isLocal (S37)', () => {
  it('is this machine, and not a proxy on this machine', () => {
    expect(isLocal(request({}, '127.0.0.1'))).toBe(true);
    expect(isLocal(request({}, '::ffff:127.0.0.1'))).toBe(true);
    expect(isLocal(request({}, '::1'))).toBe(true);
    expect(isLocal(request({}, '10.0.0.1'))).toBe(false);
    expect(isLocal(request({ 'x-forwarded-for': '1.2.3.4' }, '127.0.0.1'))).toBe(false);
    expect(isLocal(request({ forwarded: 'for=1.2.3.4' }, '127.0.0.1'))).toBe(false);
  });
});
