import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Env } from '../env';
import { OneConnection } from './adapter';
import type { JourneyLog } from './contract';
import { urlOf } from './file-url';
import { PrismaClient } from './generated/sqlite/client';
import { inspect } from './inspect';
import { createJourneyLog } from './journey-log';
import { holdLock } from './lock';
import { applyMigrations } from './migrate';
import { MIGRATIONS_DIR } from './migrations';

/** Everything that is kept, behind one door. */
export type Database = {
  /**
   * All tables. There is one connection: inside `$transaction(async (tx) => …)` use `tx` only; a query on `prisma` itself would wait
   * for the transaction it sits in.
   */
  readonly prisma: PrismaClient;
  readonly journeys: JourneyLog;
  /** Moves the write-ahead log into the file and empties it, so that removed rows are gone from both. */
  readonly checkpoint: () => Promise<void>;
  /** May be called twice. */
  readonly close: () => Promise<void>;
};

/**
 * Opens the database of an installation: checks it, brings it up to date, and keeps other processes out.
 * @param migrationsDir for tests
 * @throws DatabaseProblem when it cannot be opened, is damaged, newer, changed or in use; the file is then as it was
 */
export async function openDatabase(
  env: Pick<Env, 'databaseFile'>,
  migrationsDir: string = MIGRATIONS_DIR,
): Promise<Database> {
  const file = env.databaseFile;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const lock = await holdLock(file);
  try {
    const pending = await inspect(file, migrationsDir);
    const factory = new OneConnection({ url: urlOf(file) }, { timestampFormat: 'iso8601' });
    if (pending.length > 0) {
      const connection = await factory.connect();
      await applyMigrations(connection, pending).finally(() => connection.dispose());
    }
    const prisma = new PrismaClient({
      adapter: factory,
      errorFormat: 'minimal',
      transactionOptions: { maxWait: 10_000, timeout: 10_000 },
    });
    await prisma.$connect();
    const checkpoint = async (): Promise<void> => void (await prisma.$queryRaw`PRAGMA wal_checkpoint(TRUNCATE)`);
    const close = async (): Promise<void> => {
      // So that one file is the whole database, for whoever copies it now. Not needed for safety: the next start does it too.
      await checkpoint().catch(() => undefined);
      await prisma.$disconnect();
      await lock.release();
    };
    return { prisma, journeys: createJourneyLog(prisma), checkpoint, close: once(close) };
  } catch (cause) {
    await lock.release();
    throw cause;
  }
}

/** The same work for everybody who asks. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}
