import { copyFile, truncate } from 'node:fs/promises';

/** What a kill leaves of a SQLite database. */
const PARTS = ['', '-wal', '-marks'] as const;

/** Copies a database with its companions as a kill would leave them, also while it is in use. */
export async function photograph(from: string, to: string): Promise<void> {
  for (const part of PARTS) await copyFile(`${from}${part}`, `${to}${part}`);
}

/** Puts such a copy back with its write-ahead log torn off, so that everything since the last checkpoint is gone. */
export async function putBackTorn(photo: string, file: string): Promise<void> {
  await photograph(photo, file);
  await truncate(`${file}-wal`, 0);
}
