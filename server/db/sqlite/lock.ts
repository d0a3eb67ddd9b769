import { PrismaLibSql } from '@prisma/adapter-libsql';
import { databaseProblem } from '../problem';
import { urlOf } from './file-url';

/** Held for as long as this process uses a database. */
export type Lock = { readonly release: () => Promise<void> };

/**
 * Makes sure that one process at a time uses a database: two would each keep live journeys that do not hear of the other's edits.
 * The lock is an exclusive transaction on an empty database beside the file, so the operating system lets go of it however the
 * process ends; a file with a process number in it would survive `kill -9`. The data file itself stays readable for backups.
 * @throws DatabaseProblem when another process holds it for longer than five seconds
 */
export async function holdLock(file: string): Promise<Lock> {
  try {
    const connection = await new PrismaLibSql({ url: urlOf(`${file}.lock`) }).connect();
    await connection.executeScript('PRAGMA busy_timeout = 5000;');
    await connection.executeRaw({ sql: 'BEGIN EXCLUSIVE', args: [], argTypes: [] });
    return {
      release: async () => {
        // The driver really closes when its statements are collected, some time later; the lock must go now.
        await connection.executeRaw({ sql: 'ROLLBACK', args: [], argTypes: [] });
        await connection.dispose();
      },
    };
  } catch (cause) {
    throw databaseProblem(
      file,
      'cannot be used: another Reisgezel is running on it, or its folder cannot be written',
      'kan niet worden gebruikt: er draait al een Reisgezel op, of de map is niet beschrijfbaar',
      cause,
    );
  }
}
