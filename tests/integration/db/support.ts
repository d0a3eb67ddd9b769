import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import { afterEach } from 'vitest';
import { type Database, openDatabase } from '@/server/db/database';
import { urlOf } from '@/server/db/file-url';

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
  const db = await openDatabase({ databaseFile: file }, migrationsDir);
  leftovers.push(() => db.close());
  return db;
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
