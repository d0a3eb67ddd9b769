import { isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';

/** Settings that are promised for later releases: ignoring them in silence would be worse than not starting. */
const NOT_YET = ['SMTP_URL', 'MAIL_FROM'] as const;
const NOT_YET_PREFIXES = ['S3_', 'OIDC_'] as const;

const publicUrl = z
  .string()
  .refine(isOrigin, { error: 'must be an origin like https://reis.example.org: no path, no query, no user name' })
  .transform((value) => new URL(value).origin);

/** How many proxies of our own stand in front; each adds one address to X-Forwarded-For. */
const trustProxy = z
  .union(
    [
      z.literal('true').transform(() => 1),
      z.literal('false').transform(() => 0),
      z.coerce.number().int().min(0).max(9),
    ],
    {
      error: 'must be true, false or the number of proxies in front (0–9)',
    },
  )
  .default(0);

const databaseUrl = z
  .string()
  .refine((value) => value.startsWith('file:') || isPostgres(value), {
    error: 'must look like file:/path/to/reisgezel.db or postgresql://user:password@host:5432/database',
  })
  .optional();

const redisUrl = z
  .string()
  .refine((value) => /^rediss?:\/\/./.test(value) && URL.canParse(value), {
    error: 'must look like redis://user:password@host:6379, or rediss:// for an encrypted connection',
  })
  .optional();

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().optional(),
  DATA_DIR: z.string().default('./data'),
  PUBLIC_URL: publicUrl.optional(),
  DATABASE_URL: databaseUrl,
  REDIS_URL: redisUrl,
  SIGNUP: z.enum(['first', 'open', 'closed']).default('first'),
  TRUST_PROXY: trustProxy,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** The checked configuration of one process. Paths are absolute. */
export type Env = {
  /** 0 asks the system for a free port. */
  readonly port: number;
  /** `undefined`: every interface, IPv6 and IPv4. */
  readonly host: string | undefined;
  readonly dataDir: string;
  /** The SQLite file; not used with `postgresUrl`. */
  readonly databaseFile: string;
  /** Holds a password: never in a log or a message. */
  readonly postgresUrl: string | undefined;
  /** Where live traffic between several servers goes; `undefined`: this server is alone. May hold a password, as above. */
  readonly redisUrl: string | undefined;
  /** Origin such as `https://reis.example.org`, without a trailing slash. */
  readonly publicUrl: string | undefined;
  readonly signUp: 'first' | 'open' | 'closed';
  /** Number of trusted proxies in front. */
  readonly trustProxy: number;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
};

/** A configuration that cannot work; `message` is written for the person who set it. */
export class BadConfiguration extends Error {
  override readonly name = 'BadConfiguration';
}

/**
 * Reads the configuration.
 * @param source usually the process environment; empty values count as absent, as compose files write them
 * @throws BadConfiguration with every mistake, one per line
 */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const unsupported = Object.keys(given).filter(
    (name) => NOT_YET.some((known) => known === name) || NOT_YET_PREFIXES.some((prefix) => name.startsWith(prefix)),
  );
  if (unsupported.length > 0)
    throw new BadConfiguration(
      unsupported.map((name) => `${name} is not supported by this version yet; remove it.`).join('\n'),
    );
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new BadConfiguration(`The configuration is not right:\n${z.prettifyError(parsed.error)}`);
  const { PORT, HOST, DATA_DIR, PUBLIC_URL, DATABASE_URL, REDIS_URL, SIGNUP, TRUST_PROXY, LOG_LEVEL } = parsed.data;
  const dataDir = resolve(DATA_DIR);
  const postgresUrl = isPostgres(DATABASE_URL ?? '') ? DATABASE_URL : undefined;
  if (REDIS_URL && !postgresUrl)
    throw new BadConfiguration(
      'REDIS_URL is for several servers on one PostgreSQL, and a SQLite file takes one server only. Set DATABASE_URL to a PostgreSQL database, or remove REDIS_URL.',
    );
  return {
    port: PORT,
    host: HOST,
    dataDir,
    databaseFile: databaseFile(DATABASE_URL, dataDir),
    postgresUrl,
    redisUrl: REDIS_URL,
    publicUrl: PUBLIC_URL,
    signUp: SIGNUP,
    trustProxy: TRUST_PROXY,
    logLevel: LOG_LEVEL,
  };
}

/** The configuration of this process; the only place that reads the process environment. */
export const envOfProcess = (): Env => readEnv(process.env);

function databaseFile(url: string | undefined, dataDir: string): string {
  if (!url || isPostgres(url)) return join(dataDir, 'reisgezel.db');
  const path = decodeURIComponent(url.replace(/^file:(\/\/(?=\/))?/, ''));
  return isAbsolute(path) ? path : resolve(dataDir, path);
}

/** With a database's name: without one, PostgreSQL would take the name of the user. */
function isPostgres(url: string): boolean {
  return /^postgres(ql)?:\/\//.test(url) && URL.canParse(url) && new URL(url).pathname.length > 1;
}

function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, pathname, search, hash } = new URL(value);
  return /^https?:$/.test(protocol) && pathname === '/' && !username && !search && !hash;
}
