import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { type Applied, ofAnotherProgram, stillToApply } from '../history';
import type { Migration } from '../migrations';
import { cannotConnect, lacksRight } from './problems';

/** Number of the advisory lock under which one process at a time migrates; any number that nothing else in this database uses. */
const MIGRATING = 7_347_435;
const CONNECT_MS = 10_000;

/** The bookkeeping table exactly as Prisma makes it, so that Prisma's own tools can read the history. */
const HISTORY = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Looks at a database and brings it up to date. Any number of processes may start at once: one does the work, the others wait for it.
 * @param database as messages call it
 * @throws DatabaseProblem when it cannot be used, and the failure of a step; that step has then left no trace
 */
export async function migrate(url: string, migrations: readonly Migration[], database: string): Promise<void> {
  const client = new Client({
    connectionString: url,
    application_name: 'reisgezel',
    connectionTimeoutMillis: CONNECT_MS,
  });
  // A connection that breaks also rejects the query in it; without a listener the event alone would end the process.
  client.on('error', () => undefined);
  await client.connect().catch((cause: unknown) => {
    throw cannotConnect(database, cause);
  });
  try {
    const pending = stillToApply(await readHistory(client, database), migrations, database);
    if (pending.length === 0) return;
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATING]);
    // Again: whoever had the lock before us may have done it all.
    for (const migration of stillToApply(await readHistory(client, database), migrations, database))
      await apply(client, migration);
  } catch (cause) {
    throw lacksRight(database, cause) ?? cause;
  } finally {
    // The lock goes with the connection, however that ends.
    await client.end();
  }
}

/** One step and its line in the history, together or not at all. */
async function apply(client: Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(HISTORY);
    await client.query(sql);
    await client.query(
      'INSERT INTO "_prisma_migrations" ("id", "checksum", "finished_at", "migration_name", "applied_steps_count") VALUES ($1, $2, now(), $3, 1)',
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw cause;
  }
}

async function readHistory(client: Client, database: string): Promise<readonly Applied[]> {
  const tables = await client.query<{ tablename: string }>(
    'SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema()',
  );
  if (tables.rows.length === 0) return [];
  if (!tables.rows.some(({ tablename }) => tablename === '_prisma_migrations')) throw ofAnotherProgram(database);
  const { rows } = await client.query<Applied>(
    'SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY started_at',
  );
  return rows;
}
