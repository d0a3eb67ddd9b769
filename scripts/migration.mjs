// Writes the next migration for both databases: `node scripts/migration.mjs <name>` compares the data model with what the existing
// migrations build, writes prisma/migrations/<provider>/<moment>_<name>/migration.sql and derives the schema for PostgreSQL.
// `--derive` does only the latter; `--print` shows the SQL of the whole model for PostgreSQL. `--check` writes nothing and exits with 2 when something is missing. For developers only; a
// server applies migrations itself (server/db).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DERIVED, derive, isDerived, MODEL } from './schema/derive.mjs';
import { missingForPostgresql, POSTGRESQL_DIR, REACHED, wholeForPostgresql } from './schema/postgresql.mjs';
import { missingForSqlite, SQLITE_DIR } from './schema/sqlite.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const argument = process.argv[2] ?? '';
const isCheck = argument === '--check';
if (!isCheck && !['--derive', '--print'].includes(argument) && !/^[a-z][a-z0-9_]*$/.test(argument)) {
  console.error('usage: node scripts/migration.mjs <name_in_snake_case> | --derive | --print | --check');
  process.exit(1);
}
const wanted = derive(readFileSync(MODEL, 'utf8'));
if (argument === '--print') {
  console.log(await wholeForPostgresql(wanted));
  process.exit(0);
}
if (isCheck && !isDerived()) {
  console.error(`${DERIVED} does not follow ${MODEL}; run: node scripts/migration.mjs --derive`);
  process.exit(2);
}
if (!isCheck) writeFileSync(DERIVED, wanted);
if (argument === '--derive') process.exit(0);

const missing = [
  [SQLITE_DIR, await missingForSqlite()],
  [POSTGRESQL_DIR, await missingForPostgresql(wanted)],
].filter(([, sql]) => sql);
if (missing.length === 0) {
  console.log('The migrations build the data model; nothing is missing.');
} else if (isCheck) {
  for (const [directory, sql] of missing)
    console.error(`The data model has changes without a migration in ${directory}:\n\n${sql}`);
  process.exit(2);
} else {
  const moment = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  for (const [base, sql] of missing) {
    const directory = join(base, `${moment}_${argument}`);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'migration.sql'), `${sql}\n`);
    console.log(`written: ${directory}/migration.sql — read it before you commit it.`);
  }
}
// Also when only words or relations changed, which need no SQL.
if (!isCheck) writeFileSync(REACHED, wanted);
