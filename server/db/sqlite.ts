import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { OneConnection } from './adapter';
import type { Engine, HashedPiece } from './engine';
import { urlOf } from './file-url';
import { PrismaClient } from './generated/sqlite/client';
import { inspect } from './inspect';
import { holdLock } from './lock';
import { applyMigrations } from './migrate';
import { queuePerKey } from './queue';

/**
 * Opens a SQLite file: checks it, brings it up to date, and keeps other processes out.
 * @throws DatabaseProblem when it cannot be opened, is damaged, newer, changed or in use; the file is then as it was
 */
export async function openSqlite(file: string, migrationsDir: string): Promise<Engine> {
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
    return {
      provider: 'sqlite',
      prisma,
      insert: (pieces) => insert(prisma, pieces),
      // One process, one connection, and each transaction takes the write lock at its start: nobody else is ever in one.
      exclusively: (_key, work) => prisma.$transaction(work),
      oneAtATime: queuePerKey(),
      checkpoint,
      close: async () => {
        // So that one file is the whole database, for whoever copies it now. Not needed for safety: the next start does it too.
        await checkpoint().catch(() => undefined);
        await prisma.$disconnect();
        await lock.release();
      },
    };
  } catch (cause) {
    await lock.release();
    throw cause;
  }
}

const insert: (prisma: PrismaClient, pieces: readonly HashedPiece[]) => ReturnType<Engine['insert']> = async (
  prisma,
  pieces,
) => {
  // As a transaction, because Prisma splits a very large batch into several statements.
  const [rows] = await prisma.$transaction([
    prisma.journeyUpdate.createManyAndReturn({ data: [...pieces], select: { seq: true, sessionId: true } }),
  ]);
  return rows;
};
