import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BadConfiguration, readEnv } from '@/server/env';

const problem = (source: Record<string, string>): string => {
  try {
    readEnv(source);
  } catch (cause) {
    if (cause instanceof BadConfiguration) return cause.message;
    throw cause;
  }
  return '';
};

describe('readEnv', () => {
  it('needs nothing', () => {
    expect(readEnv({})).toEqual({
      port: 3000,
      host: undefined,
      dataDir: resolve('data'),
      databaseFile: resolve('data/reisgezel.db'),
      postgresUrl: undefined,
      publicUrl: undefined,
      signUp: 'first',
      trustProxy: 0,
      logLevel: 'info',
    });
  });

  it('takes empty values as absent, as compose files write them', () => {
    expect(readEnv({ PORT: '', PUBLIC_URL: ' ', REDIS_URL: '', S3_BUCKET: '' })).toEqual(readEnv({}));
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', '3000x'],
    ['PORT', '-1'],
    ['PUBLIC_URL', 'reis.example.org'],
    ['PUBLIC_URL', 'ftp://reis.example.org'],
    ['PUBLIC_URL', 'https://reis.example.org/app'],
    ['PUBLIC_URL', 'https://reis.example.org/?a=1'],
    ['SIGNUP', 'yes'],
    ['TRUST_PROXY', 'maybe'],
    ['TRUST_PROXY', '-1'],
    ['LOG_LEVEL', 'loud'],
    ['DATABASE_URL', 'mysql://host/db'],
  ])('refuses %s=%s and names it', (name, value) => {
    expect(problem({ [name]: value })).toContain(name);
  });

  it('names every mistake at once', () => {
    expect(problem({ PORT: 'x', SIGNUP: 'x' })).toMatch(/PORT[\s\S]*SIGNUP|SIGNUP[\s\S]*PORT/);
  });

  it.each(['SMTP_URL', 'MAIL_FROM', 'S3_BUCKET', 'OIDC_ISSUER'])('says that %s is not supported yet', (name) => {
    expect(problem({ [name]: 'anything' })).toBe(`${name} is not supported by this version yet; remove it.`);
  });

  it('takes REDIS_URL with PostgreSQL only, and does not repeat its password', () => {
    const onPostgres = { DATABASE_URL: 'postgresql://db/x' };
    for (const url of ['redis://redis:6379', 'rediss://u:geheim@redis', 'redis://[::1]:6379/2'])
      expect(readEnv({ ...onPostgres, REDIS_URL: url }).redisUrl).toBe(url);
    expect(problem({ REDIS_URL: 'redis://redis' })).toContain('a SQLite file takes one server only');
    for (const url of ['http://redis', 'redis:', 'redis://', 'redis://u:geheim@redis:x'])
      expect(problem({ ...onPostgres, REDIS_URL: url })).toContain('must look like redis://');
    expect(problem({ ...onPostgres, REDIS_URL: 'redis://u:geheim@redis:x' })).not.toContain('geheim');
  });

  it.each([
    'postgresql://u:geheim@db:5432/x',
    'postgres://db/x?sslmode=require',
    'postgresql:///x?host=/run/postgresql',
  ])('takes %s as an address of PostgreSQL', (url) => {
    expect(readEnv({ DATABASE_URL: url }).postgresUrl).toBe(url);
  });

  it.each(['postgresql://u:geheim@db', 'postgresql://u:geheim@db/', 'postgresql:geheim', 'postgres://u:geheim@db:x/y'])(
    'refuses %s, which names no database, and does not repeat its password',
    (url) => {
      expect(problem({ DATABASE_URL: url })).toContain('must look like file:/path/to/reisgezel.db or postgresql://');
      expect(problem({ DATABASE_URL: url })).not.toContain('geheim');
    },
  );

  it('keeps the origin of PUBLIC_URL, without a trailing slash', () => {
    expect(readEnv({ PUBLIC_URL: 'https://Reis.Example.org:8443/' }).publicUrl).toBe('https://reis.example.org:8443');
  });

  it.each([
    ['true', 1],
    ['false', 0],
    ['0', 0],
    ['2', 2],
  ])('reads TRUST_PROXY=%s as %i proxies', (value, count) => {
    expect(readEnv({ TRUST_PROXY: value }).trustProxy).toBe(count);
  });

  it.each([
    ['file:/srv/reis/x.db', '/srv/reis/x.db'],
    ['file:///srv/reis/x.db', '/srv/reis/x.db'],
    ['file:x.db', join(resolve('data'), 'x.db')],
  ])('reads DATABASE_URL=%s', (url, file) => {
    expect(readEnv({ DATABASE_URL: url }).databaseFile).toBe(file);
  });
});

describe('.env.example', () => {
  const text = readFileSync('.env.example', 'utf8');
  const settings = Object.fromEntries(
    text.split('\n').flatMap((line) => (/^([A-Z_]+)=(.*)$/.exec(line) ? [line.split('=', 2)] : [])),
  );

  it('shows the values that a missing setting has', () => {
    expect(readEnv(settings)).toEqual(readEnv({}));
  });

  it('names every setting', () => {
    const known = [...readFileSync('server/env.ts', 'utf8').matchAll(/^ {2}([A-Z_]+): /gm)].map(([, name]) => name);
    expect(known.length).toBeGreaterThan(5);
    expect(Object.keys(settings).sort()).toEqual(known.sort());
  });
});
