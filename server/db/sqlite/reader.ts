import Database from 'libsql/promise';
import { urlOf } from './file-url';

/** A statement that changes nothing. @returns its rows, values in the order of their columns */
export type Ask = (sql: string) => Promise<readonly (readonly unknown[])[]>;

/** A look into a database. */
export type Reader = { readonly ask: Ask; readonly close: () => void };

type Statement = { readonly all: (values: readonly never[]) => Promise<readonly Record<string, unknown>[]> };
type Driver = {
  readonly exec: (sql: string) => Promise<void>;
  readonly prepare: (sql: string) => Promise<Statement>;
  readonly close: () => void;
};

/**
 * Opens a file for reading only. Any other connection moves the write-ahead log into the file when it is closed, or when
 * the process ends, and one that switches an unknown file to our settings changes it at once.
 */
export async function openReader(file: string): Promise<Reader> {
  const driver = new Database(`${urlOf(file)}?mode=ro`, {}) as unknown as Driver;
  // Another process that is just ending may still hold the file.
  await driver.exec('PRAGMA busy_timeout = 5000');
  return {
    ask: async (sql) => (await (await driver.prepare(sql)).all([])).map((row) => Object.values(row)),
    close: () => driver.close(),
  };
}
