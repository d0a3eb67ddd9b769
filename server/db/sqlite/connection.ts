import Database from 'libsql/promise';
import { PRAGMAS } from './pragmas';

export type Value = string | number | null | Uint8Array;

/** What we use of the driver; its own types say nothing. */
type Statement = {
  readonly get: (values: readonly Value[]) => unknown;
  readonly all: (values: readonly Value[]) => Promise<readonly unknown[]>;
};
type Driver = {
  readonly exec: (sql: string) => Promise<void>;
  readonly prepare: (sql: string) => Promise<Statement>;
  readonly close: () => void;
};

/**
 * A connection beside Prisma's, for what must be quick: it waits for the disk on a thread of the driver, so that the process goes on
 * meanwhile, and it spares the way through Prisma, which costs ten times as much as the work itself.
 */
export type Connection = {
  /** Runs a script off the thread. The answer takes a turn of the process to come, so that a busy one pays with its latency. */
  readonly exec: (sql: string) => Promise<void>;
  /** The first row of a statement, at once. Keeps it prepared: for a few fixed texts only, and not for two at a time. */
  readonly row: <Row>(sql: string, values: readonly Value[]) => Promise<Row | undefined>;
  /** The rows of a statement, by column. Reads in the background. */
  readonly rows: <Row>(sql: string, values: readonly Value[]) => Promise<readonly Row[]>;
  readonly close: () => void;
};

/** Opens a connection with the settings that all connections have. */
export async function openConnection(file: string): Promise<Connection> {
  const driver = new Database(file, {}) as unknown as Driver;
  await driver.exec(PRAGMAS);
  const prepared = new Map<string, Promise<Statement>>();
  const statement = (sql: string): Promise<Statement> => {
    const known = prepared.get(sql);
    if (known) return known;
    const fresh = driver.prepare(sql);
    prepared.set(sql, fresh);
    // A disk that was ill for a moment must not be remembered for ever.
    fresh.catch(() => prepared.delete(sql));
    return fresh;
  };
  return {
    exec: (sql) => driver.exec(sql),
    row: async <Row>(sql: string, values: readonly Value[]) => (await statement(sql)).get(values) as Row | undefined,
    rows: async <Row>(sql: string, values: readonly Value[]) =>
      (await (await driver.prepare(sql)).all(values)) as readonly Row[],
    close: () => {
      prepared.clear();
      driver.close();
    },
  };
}
