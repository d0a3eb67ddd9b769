import type { Env } from '../env';
import type { JourneyLog, Remainder } from './contract';
import type { Engine } from './engine';
import { createJourneyLog } from './journey-log';
import { MIGRATIONS_DIR, POSTGRES_MIGRATIONS_DIR } from './migrations';
import { openPostgres } from './postgres/open';
import { createRemainder } from './remainder';
import { openSqlite } from './sqlite/open';

/** What only the log of journeys uses. */
type Bytes = Pick<Engine, 'insert' | 'pieces' | 'snapshot' | 'compact'>;

/** Everything that is kept, behind one door. `close` may be called twice. */
export type Database = Omit<Engine, keyof Bytes> & { readonly journeys: JourneyLog; readonly remainder: Remainder };

/** Where the database is: PostgreSQL when there is an address of one, else a SQLite file. */
export type Place = Pick<Env, 'databaseFile'> & Partial<Pick<Env, 'postgresUrl'>>;

/**
 * Opens the database of an installation: checks it and brings it up to date.
 * @param migrationsDir for tests
 * @throws DatabaseProblem when it cannot be used; it is then as it was
 */
export async function openDatabase({ databaseFile, postgresUrl }: Place, migrationsDir?: string): Promise<Database> {
  const { insert, pieces, snapshot, compact, ...engine } = postgresUrl
    ? await openPostgres(postgresUrl, migrationsDir ?? POSTGRES_MIGRATIONS_DIR)
    : await openSqlite(databaseFile, migrationsDir ?? MIGRATIONS_DIR);
  return {
    ...engine,
    journeys: createJourneyLog({ ...engine, insert, pieces, snapshot, compact }),
    remainder: createRemainder(engine),
    close: once(engine.close),
  };
}

/** The same work for everybody who asks. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}
