import { randomUUID } from 'node:crypto';
import { Client } from 'pg';

/** The server for tests, with a user who may make databases. */
const SERVER = process.env.TEST_POSTGRES_URL ?? 'postgresql://postgres@127.0.0.1:5432/postgres';

/** A database of one test. */
export type PostgresDatabase = {
  readonly url: string;
  /** A statement on a connection of its own, as another program would send it. @returns rows as arrays */
  readonly sql: (text: string) => Promise<unknown[][]>;
  readonly drop: () => Promise<void>;
};

/** One statement on a fresh connection. */
async function ask(url: string, text: string): Promise<unknown[][]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows as unknown[][];
  } finally {
    await client.end();
  }
}

/**
 * Whether there is a PostgreSQL to test with. Without one its half of the tests is not made at all, and one line says so; where
 * CI=true it must be there.
 */
export async function hasPostgres(): Promise<boolean> {
  try {
    await ask(SERVER, 'SELECT 1');
    return true;
  } catch (cause) {
    if (process.env.CI === 'true') throw cause;
    // biome-ignore lint/suspicious/noConsole: for whoever runs the tests
    console.info('No PostgreSQL answers (TEST_POSTGRES_URL): its half of these tests is not run.');
    return false;
  }
}

/** A fresh, empty database. */
export async function createPostgres(): Promise<PostgresDatabase> {
  const name = `reisgezel_test_${randomUUID().replaceAll('-', '')}`;
  await ask(SERVER, `CREATE DATABASE ${name}`);
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    sql: (text) => ask(url.href, text),
    drop: async () => void (await ask(SERVER, `DROP DATABASE ${name} WITH (FORCE)`)),
  };
}
