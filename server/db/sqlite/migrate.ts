import { randomUUID } from 'node:crypto';
import type { PrismaLibSql } from '@prisma/adapter-libsql';
import { type Applied, ofAnotherProgram, stillToApply } from '../history';
import type { Migration } from '../migrations';
import type { Ask } from './reader';

type Connection = Awaited<ReturnType<PrismaLibSql['connect']>>;

/** The bookkeeping table exactly as Prisma makes it, so that Prisma's own tools can read the history. */
const HISTORY = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "checksum" TEXT NOT NULL,
  "finished_at" DATETIME,
  "migration_name" TEXT NOT NULL,
  "logs" TEXT,
  "rolled_back_at" DATETIME,
  "started_at" DATETIME NOT NULL DEFAULT current_timestamp,
  "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0
);`;

/**
 * Compares the history of a database with the migrations of this version; reads only.
 * @returns the migrations still to be applied
 * @throws DatabaseProblem for a database of a newer version, of another program, or with a changed history
 */
export async function pendingMigrations(
  ask: Ask,
  migrations: readonly Migration[],
  file: string,
): Promise<readonly Migration[]> {
  return stillToApply(await readHistory(ask, file), migrations, file);
}

/**
 * Applies migrations in order, each in one transaction together with its line in the history. Killed half-way, the database is
 * before or after a step, never inside one.
 * @throws when a step fails; that step has then left no trace
 */
export async function applyMigrations(connection: Connection, migrations: readonly Migration[]): Promise<void> {
  // Only outside a transaction does this have effect; with it on, rebuilding a table would delete the rows that refer to it.
  await connection.executeScript('PRAGMA foreign_keys = OFF;');
  try {
    for (const migration of migrations) await connection.executeScript(script(migration));
  } finally {
    await connection.executeScript('PRAGMA foreign_keys = ON;');
  }
}

/** One script, since the driver rolls back whatever is still open at the end of a script. The values are ours: hex, a UUID, `\w+`. */
const script = ({ name, sql, checksum }: Migration): string => `
BEGIN IMMEDIATE;
${HISTORY}
${sql}
;
CREATE TEMP TABLE "_orphans" ("rows" INTEGER CHECK ("rows" = 0));
INSERT INTO "_orphans" SELECT count(*) FROM pragma_foreign_key_check;
DROP TABLE temp."_orphans";
INSERT INTO "_prisma_migrations" ("id", "checksum", "finished_at", "migration_name", "started_at", "applied_steps_count")
VALUES ('${randomUUID()}', '${checksum}', ${Date.now()}, '${name}', ${Date.now()}, 1);
COMMIT;
`;

async function readHistory(ask: Ask, file: string): Promise<readonly Applied[]> {
  const tables = await ask(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`);
  if (tables.length === 0) return [];
  if (!tables.some(([name]) => name === '_prisma_migrations')) throw ofAnotherProgram(file);
  const rows = await ask(
    'SELECT migration_name, checksum, finished_at IS NOT NULL FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY started_at',
  );
  return rows.map(([name, checksum, finished]) => ({
    name: String(name),
    checksum: String(checksum),
    finished: Number(finished) === 1,
  }));
}
