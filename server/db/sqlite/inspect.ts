import { stat } from 'node:fs/promises';
import { type Migration, readMigrations } from '../migrations';
import { DatabaseProblem, databaseProblem } from '../problem';
import { pendingMigrations } from './migrate';
import { openReader, type Reader } from './reader';

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
  if (size === 0) return migrations;
  const reader = await openReader(file).catch((cause) => {
    throw cannotOpen(file, cause);
  });
  return check(reader, migrations, file).finally(reader.close);
}

async function check({ ask }: Reader, migrations: readonly Migration[], file: string): Promise<readonly Migration[]> {
  try {
    const [[verdict] = []] = await ask('PRAGMA quick_check(1)');
    if (verdict !== 'ok') throw new Error(String(verdict));
    return await pendingMigrations(ask, migrations, file);
  } catch (cause) {
    if (cause instanceof DatabaseProblem) throw cause;
    throw damaged(file, cause);
  }
}

const damaged = (file: string, cause: unknown): DatabaseProblem =>
  databaseProblem(
    file,
    'is damaged or is not a database; restore a backup',
    'is beschadigd of is geen database; zet een back-up terug',
    cause,
  );

/** A database that turns out damaged only when it is used. @returns the problem in words; any other failure as it is */
export const damageIn = (file: string, cause: unknown): unknown =>
  /^SQLITE_(CORRUPT|NOTADB)/.test(String((cause as { code?: unknown } | null)?.code)) ? damaged(file, cause) : cause;

const cannotOpen = (file: string, cause: unknown): DatabaseProblem =>
  databaseProblem(
    file,
    'cannot be opened; check that it is a file and that this user may read and write it',
    'kan niet worden geopend; controleer of het een bestand is en of deze gebruiker het mag lezen en schrijven',
    cause,
  );
