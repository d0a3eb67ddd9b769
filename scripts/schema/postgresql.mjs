import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEngine, sqlBetween } from './engine.mjs';

export const POSTGRESQL_DIR = 'prisma/migrations/postgresql';
/** The model that the migrations lead to; written together with each. */
export const REACHED = join(POSTGRESQL_DIR, 'reached.prisma');

/** To compare two models the engine asks a server only who it is, and takes silence for an answer. So a developer needs no PostgreSQL. */
const standIn = {
  provider: 'postgres',
  adapterName: 'stand-in',
  queryRaw: async () => ({ columnNames: [], columnTypes: [], rows: [] }),
  executeRaw: async () => 0,
  executeScript: async () => undefined,
  getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
  dispose: async () => undefined,
};
const driver = { ...standIn, connect: async () => standIn, connectToShadowDb: async () => standIn };

const model = (content) => ({ tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content }] });

/**
 * What the migrations for PostgreSQL lack: the model they reach, compared with the one of now. That their SQL really builds that model
 * is shown by a test on a real server (tests/integration/db).
 * @param {string} wanted the text of the schema for PostgreSQL
 */
export const missingForPostgresql = (wanted) => sqlTo(wanted, existsSync(REACHED) && readFileSync(REACHED, 'utf8'));

/** The SQL that builds the whole model in an empty database. */
export const wholeForPostgresql = (wanted) => sqlTo(wanted, false);

async function sqlTo(wanted, reached) {
  const engine = await openEngine(driver);
  const from = reached ? model(reached) : { tag: 'empty' };
  const sql = await sqlBetween(engine, from, model(wanted));
  // The schema is there in every database, and making it asks for a right that a careful administrator does not give.
  return sql.replace(/^-- CreateSchema\nCREATE SCHEMA IF NOT EXISTS "public";\n*/m, '').trim();
}
