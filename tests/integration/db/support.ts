import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import { afterEach } from 'vitest';
import { type Database, openDatabase, type Place } from '@/server/db/database';
import { MIGRATIONS_DIR, POSTGRES_MIGRATIONS_DIR } from '@/server/db/migrations';
import { urlOf } from '@/server/db/sqlite/file-url';
import { createPostgres, hasPostgres } from '../../support/postgres';

const leftovers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const tidy of leftovers.splice(0).reverse()) await tidy();
});

/** A folder that is removed after the test. */
export async function tempDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'reisgezel-db-'));
  leftovers.push(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** A database that is closed after the test. */
export async function openTemp(file: string, migrationsDir?: string): Promise<Database> {
  return openAt({ databaseFile: file }, migrationsDir);
}

/** A second, plain connection, as another program would open it. */
export async function outside<T>(
  file: string,
  work: (sql: (text: string) => Promise<unknown[][]>) => Promise<T>,
): Promise<T> {
  const connection = await new PrismaLibSql({ url: urlOf(file) }).connect();
  await connection.executeScript('PRAGMA busy_timeout = 5000;');
  try {
    return await work(async (sql) => (await connection.queryRaw({ sql, args: [], argTypes: [] })).rows);
  } finally {
    await connection.dispose();
  }
}

/** A place for one database, of either kind. */
export type Store = {
  /** Another process would do the same; on SQLite only one may be open at a time. */
  readonly open: (migrationsDir?: string) => Promise<Database>;
  /** A statement from outside, as another program would send it. Rows are arrays. */
  readonly sql: (text: string) => Promise<unknown[][]>;
  readonly place: Place;
};

type Kind = {
  readonly kind: 'SQLite' | 'PostgreSQL';
  readonly migrationsDir: string;
  readonly fresh: () => Promise<Store>;
};

async function openAt(place: Place, migrationsDir?: string): Promise<Database> {
  const db = await openDatabase(place, migrationsDir);
  leftovers.push(() => db.close());
  return db;
}

const sqlite: Kind = {
  kind: 'SQLite',
  migrationsDir: MIGRATIONS_DIR,
  fresh: async () => {
    const databaseFile = join(await tempDir(), 'x.db');
    const sql: Store['sql'] = (text) => outside(databaseFile, (ask) => ask(text));
    return { place: { databaseFile }, sql, open: (dir) => openAt({ databaseFile }, dir) };
  },
};

/** An empty PostgreSQL database that is dropped after the test. */
export async function freshPostgres(): Promise<Store & { readonly url: string }> {
  const { url, sql, drop } = await createPostgres();
  leftovers.push(drop);
  const place = { databaseFile: '', postgresUrl: url };
  return { url, place, sql, open: (dir) => openAt(place, dir) };
}

const postgres: Kind = { kind: 'PostgreSQL', migrationsDir: POSTGRES_MIGRATIONS_DIR, fresh: freshPostgres };

/** The databases that the contract is tested on. */
export const databases = async (): Promise<readonly Kind[]> => ((await hasPostgres()) ? [sqlite, postgres] : [sqlite]);
