import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import { MODEL } from './derive.mjs';
import { openEngine, sqlBetween } from './engine.mjs';

export const SQLITE_DIR = 'prisma/migrations/sqlite';

/** The engine sends a whole migration as one statement, of which this driver would run only the first. */
class WholeScripts extends PrismaLibSql {
  async connectToShadowDb() {
    const adapter = await super.connectToShadowDb();
    const executeRaw = adapter.executeRaw.bind(adapter);
    adapter.executeRaw = async (query) =>
      query.args.length > 0 ? executeRaw(query) : adapter.executeScript(query.sql).then(() => 0);
    return adapter;
  }
}

const textOf = (...path) => readFileSync(join(...path), 'utf8');

function readMigrations() {
  const directories = readdirSync(SQLITE_DIR, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return directories
    .map(({ name }) => name)
    .sort()
    .map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: textOf(SQLITE_DIR, name, 'migration.sql') },
      },
    }));
}

/** What the migrations for SQLite lack: they are run on an empty database in memory, which is compared with the model. */
export async function missingForSqlite() {
  const engine = await openEngine(new WholeScripts({ url: ':memory:' }));
  const from = {
    tag: 'migrations',
    baseDir: SQLITE_DIR,
    lockfile: { path: 'migration_lock.toml', content: textOf(SQLITE_DIR, 'migration_lock.toml') },
    shadowDbInitScript: '',
    migrationDirectories: readMigrations(),
  };
  const to = { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: textOf(MODEL) }] };
  return sqlBetween(engine, from, to);
}
