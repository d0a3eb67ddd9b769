import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, newNonce, securityHeaders } from '@/server/http/headers';

const parse = (policy: string): Map<string, string[]> =>
  new Map(
    policy.split(';').map((part) => {
      const [name = '', ...values] = part.trim().split(/\s+/);
      return [name, values];
    }),
  );

const context = { origin: 'https://reis.example.org', nonce: 'bm9uY2U=', dev: false };

describe('content security policy (S24)', () => {
  const policy = parse(contentSecurityPolicy(context));

  it('names each directive once', () => {
    expect(policy.size).toBe(contentSecurityPolicy(context).split(';').length);
  });

  it('runs scripts by nonce only', () => {
    expect(policy.get('script-src')).toEqual([`'self'`, `'nonce-bm9uY2U='`, `'strict-dynamic'`]);
    expect(policy.get('script-src-attr')).toEqual([`'none'`]);
  });

  it('allows unsafe-inline for style attributes and nowhere else, and never eval', () => {
    const unsafe = [...policy].filter(([, values]) => values.some((value) => value.startsWith(`'unsafe-`)));
    expect(unsafe).toEqual([['style-src-attr', [`'unsafe-inline'`]]]);
    expect(policy.get('style-src')).toEqual([`'self'`, `'nonce-bm9uY2U='`]);
  });

  it.each(['object-src', 'base-uri', 'frame-ancestors', 'frame-src'])('closes %s', (name) => {
    expect(policy.get(name)).toEqual([`'none'`]);
  });

  it('sends forms and data to its own origin only (S2)', () => {
    expect(policy.get('default-src')).toEqual([`'self'`]);
    expect(policy.get('form-action')).toEqual([`'self'`]);
    expect(policy.get('connect-src')).toEqual([`'self'`, 'wss://reis.example.org']);
    const http = parse(contentSecurityPolicy({ ...context, origin: 'http://localhost:3000' }));
    expect(http.get('connect-src')).toEqual([`'self'`, 'ws://localhost:3000']);
    expect(http.has('upgrade-insecure-requests')).toBe(false);
  });

  it('has no wildcard and no outside host', () => {
    const values = [...policy.values()].flat().filter((value) => !value.startsWith(`'`));
    expect(values.sort()).toEqual(['blob:', 'data:', 'wss://reis.example.org']);
  });

  it('allows eval in development, for hot reload', () => {
    expect(contentSecurityPolicy({ ...context, dev: true })).toContain(`'unsafe-eval'`);
  });

  it('has a new nonce of at least 128 bits every time', () => {
    const nonces = new Set(Array.from({ length: 100 }, newNonce));
    expect(nonces.size).toBe(100);
    for (const nonce of nonces) expect(Buffer.from(nonce, 'base64')).toHaveLength(16);
  });
});

describe('security headers (S25)', () => {
  it('promises https for at least a year, only where there is https', () => {
    const hsts = securityHeaders(context)['Strict-Transport-Security'];
    expect(hsts).toMatch(/includeSubDomains/);
    expect(Number(/max-age=(\d+)/.exec(hsts ?? '')?.[1])).toBeGreaterThanOrEqual(31_536_000);
    expect(securityHeaders({ ...context, origin: 'http://localhost' })).not.toHaveProperty('Strict-Transport-Security');
  });

  it('sets the fixed ones', () => {
    expect(securityHeaders(context)).toMatchObject({
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'same-origin',
      'X-Frame-Options': 'DENY',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Permissions-Policy': expect.stringContaining('geolocation=()'),
    });
  });
});
