import type { Connection, Value } from './connection';

/** A statement that was made by `sql`, and by nothing else. */
export type Statement = string & { readonly __statement: true };

/**
 * A statement with its values written into it, each as a literal, so that no value is read as SQL (checks S34): a script takes no values
 * beside it, and only a script runs off the thread from its first statement to its last.
 */
export function sql(texts: TemplateStringsArray, ...values: readonly Value[]): Statement {
  return String.raw({ raw: texts }, ...values.map(literalOf)) as Statement;
}

function literalOf(value: Value): string {
  if (value === null) return 'NULL';
  if (typeof value === 'number') return numberOf(value);
  if (typeof value === 'string') return textOf(value);
  return `x'${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}'`;
}

function numberOf(value: number): string {
  if (!Number.isSafeInteger(value)) throw new Error(`${value} is no whole number that SQLite can hold`);
  return String(value);
}

function textOf(value: string): string {
  // SQLite would read no further than that.
  if (value.includes('\0')) throw new Error('a text with a zero byte in it cannot be stored');
  return `'${value.replaceAll("'", "''")}'`;
}

/**
 * Runs statements in one transaction, off the thread: they take longer than waiting for the disk. In a turn of the caller's, as everything
 * that writes.
 */
export async function inTransaction(log: Connection, statements: readonly Statement[]): Promise<void> {
  try {
    await log.exec(['BEGIN IMMEDIATE', ...statements, 'COMMIT'].join(';\n'));
  } catch (cause) {
    // A commit that failed (full disk) may leave the transaction open; the next BEGIN would fail for ever.
    await log.exec('ROLLBACK').catch(() => undefined);
    throw cause;
  }
}
