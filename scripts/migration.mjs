// Writes the next migration: `node scripts/migration.mjs <name>` compares the data model with what the existing
// migrations build and writes prisma/migrations/sqlite/<moment>_<name>/migration.sql. `--check` writes nothing and exits
// with 2 when a migration is missing. For developers only; a server applies migrations itself (server/db/migrate.ts).
//
// Prisma's own `migrate` fetches a schema engine binary; the same engine as WebAssembly comes from the package registry. It is
// marked internal, so its version is pinned, and nothing but this script uses it.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';

const root = fileURLToPath(new URL('..', import.meta.url));
const migrationsDir = join(root, 'prisma/migrations/sqlite');

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

/** The engine, instantiated by hand because Node 20 cannot import `.wasm` files. */
async function openEngine() {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const glue = await import(pathToFileURL(entry).href);
  const bytes = readFileSync(join(dirname(entry), 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  const factory = bindMigrationAwareSqlAdapterFactory(new WholeScripts({ url: ':memory:' }));
  return glue.SchemaEngine.new({ datamodels: undefined }, () => undefined, factory);
}

function readMigrations() {
  const directories = readdirSync(migrationsDir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return directories
    .map(({ name }) => name)
    .sort()
    .map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(join(migrationsDir, name, 'migration.sql'), 'utf8') },
      },
    }));
}

async function missingSql() {
  const engine = await openEngine();
  const { stdout } = await engine.diff({
    from: {
      tag: 'migrations',
      baseDir: migrationsDir,
      lockfile: {
        path: 'migration_lock.toml',
        content: readFileSync(join(migrationsDir, 'migration_lock.toml'), 'utf8'),
      },
      shadowDbInitScript: '',
      migrationDirectories: readMigrations(),
    },
    to: {
      tag: 'schemaDatamodel',
      files: [{ path: 'schema.prisma', content: readFileSync(join(root, 'prisma/schema.prisma'), 'utf8') }],
    },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  return (stdout ?? '').replace(/^-- This is an empty migration\.\s*$/m, '').trim();
}

const argument = process.argv[2];
if (argument !== '--check' && !/^[a-z][a-z0-9_]*$/.test(argument ?? '')) {
  console.error('usage: node scripts/migration.mjs <name_in_snake_case> | --check');
  process.exit(1);
}
const sql = await missingSql();
if (!sql) {
  console.log('The migrations build the data model; nothing is missing.');
} else if (argument === '--check') {
  console.error(`The data model has changes without a migration:\n\n${sql}`);
  process.exit(2);
} else {
  const moment = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const directory = join(migrationsDir, `${moment}_${argument}`);
  mkdirSync(directory);
  writeFileSync(join(directory, 'migration.sql'), `${sql}\n`);
  console.log(`written: prisma/migrations/sqlite/${moment}_${argument}/migration.sql — read it before you commit it.`);
}
