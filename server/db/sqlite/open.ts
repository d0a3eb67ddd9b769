import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Engine } from '../engine';
import { PrismaClient } from '../generated/sqlite/client';
import { queuePerKey } from '../queue';
import { OneConnection } from './adapter';
import { urlOf } from './file-url';
import { damageIn, inspect } from './inspect';
import { openJourneys } from './journeys';
import { holdLock } from './lock';
import { applyMigrations } from './migrate';
import { Turns } from './turn';

/**
 * Opens a SQLite file: checks it, brings it up to date, and keeps other processes out.
 * @throws DatabaseProblem when it cannot be opened, is damaged, newer, changed or in use; the file is then as it was
 */
export async function openSqlite(file: string, migrationsDir: string): Promise<Engine> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const lock = await holdLock(file);
  try {
    const pending = await inspect(file, migrationsDir);
    const turns = new Turns();
    const factory = new OneConnection(turns, { url: urlOf(file) }, { timestampFormat: 'iso8601' });
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
    const journeys = await openJourneys(file, turns);
    return {
      provider: 'sqlite',
      prisma,
      ...journeys,
      // One process, and each transaction takes the write lock at its start: nobody else is ever in one.
      exclusively: (_key, work) => prisma.$transaction(work),
      oneAtATime: queuePerKey(),
      close: async () => {
        // So that one file is the whole database, for whoever copies it now. Not needed for safety: the next start does it too.
        await journeys.checkpoint().catch(() => undefined);
        await journeys.close();
        await prisma.$disconnect();
        await lock.release();
      },
    };
  } catch (cause) {
    await lock.release();
    throw damageIn(file, cause);
  }
}
