import { stat } from 'node:fs/promises';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import { urlOf } from './file-url';
import { pendingMigrations } from './migrate';
import { type Migration, readMigrations } from './migrations';
import { DatabaseProblem, databaseProblem } from './problem';

/**
 * Connections to databases with a problem. They stay open on purpose: closing one would move a write-ahead log into the file that we
 * promised to leave alone. Kept here, because one that nobody refers to is closed when the memory is tidied up. The process stops right after.
 */
const keptOpen: unknown[] = [];

/**
 * Looks at a database before anything may write to it.
 * @returns the migrations it still needs; all of them for a file that is not there yet
 * @throws DatabaseProblem when it must not be used
 */
export async function inspect(file: string, migrationsDir: string): Promise<readonly Migration[]> {
  const migrations = await readMigrations(migrationsDir);
  const size = await stat(file).then(
    (found) => (found.isFile() ? found.size : Number.NaN),
    (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return 0;
      throw cannotOpen(file, cause);
    },
  );
  if (Number.isNaN(size)) throw cannotOpen(file, 'not a file');
  // The plain driver, without our settings: switching an unknown file to write-ahead logging would already change it.
  const connection = await new PrismaLibSql({ url: urlOf(file) }).connect().catch((cause) => {
    throw cannotOpen(file, cause);
  });
  const pending = await check(connection, migrations, file).catch((cause: unknown) => {
    keptOpen.push(connection);
    throw cause;
  });
  await connection.dispose();
  return pending;
}

async function check(
  connection: Awaited<ReturnType<PrismaLibSql['connect']>>,
  migrations: readonly Migration[],
  file: string,
): Promise<readonly Migration[]> {
  try {
    const { rows } = await connection.queryRaw({ sql: 'PRAGMA quick_check(1)', args: [], argTypes: [] });
    if (rows[0]?.[0] !== 'ok') throw new Error(String(rows[0]?.[0]));
    return await pendingMigrations(connection, migrations, file);
  } catch (cause) {
    if (cause instanceof DatabaseProblem) throw cause;
    throw databaseProblem(
      file,
      'is damaged or is not a database; restore a backup',
      'is beschadigd of is geen database; zet een back-up terug',
      cause,
    );
  }
}

const cannotOpen = (file: string, cause: unknown): DatabaseProblem =>
  databaseProblem(
    file,
    'cannot be opened; check that it is a file and that this user may read and write it',
    'kan niet worden geopend; controleer of het een bestand is en of deze gebruiker het mag lezen en schrijven',
    cause,
  );
