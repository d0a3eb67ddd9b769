import { setImmediate as othersTurn } from 'node:timers/promises';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import { PRAGMAS } from './pragmas';
import type { Leave, Turns } from './turn';

type Client = ReturnType<PrismaLibSql['createClient']>;
type Plain = Pick<Client, 'execute' | 'executeMultiple'>;
type Statement = Parameters<Transaction['execute']>[0];
type Transaction = Awaited<ReturnType<Client['transaction']>>;

/**
 * Prisma's SQLite driver on exactly one connection. The packaged client opens a new connection after every transaction and never
 * closes the old one, so settings per connection would be lost after the first transaction. What writes waits for its turn, because
 * journeys are written on a connection of their own.
 */
export class OneConnection extends PrismaLibSql {
  constructor(
    private readonly turns: Turns,
    ...rest: ConstructorParameters<typeof PrismaLibSql>
  ) {
    super(...rest);
  }

  override createClient(config: Parameters<PrismaLibSql['createClient']>[0]): Client {
    const client = super.createClient(config);
    const plain = { execute: client.execute.bind(client), executeMultiple: client.executeMultiple.bind(client) };
    const execute = (statement: Statement) =>
      isReading(statement) ? plain.execute(statement) : this.write(() => plain.execute(statement));
    client.execute = execute as Client['execute'];
    client.transaction = async () => {
      const leave = await this.turn();
      return begin(plain, leave).catch((cause: unknown) => {
        leave();
        throw cause;
      });
    };
    return client;
  }

  private async write<T>(work: () => Promise<T>): Promise<T> {
    const leave = await this.turn();
    return work().finally(leave);
  }

  /** The driver has its answers ready: writes in a row would be one piece of work, in which nobody's edit gets through. */
  private async turn(): Promise<Leave> {
    await othersTurn();
    return this.turns.take();
  }

  override async connect(): ReturnType<PrismaLibSql['connect']> {
    const adapter = await super.connect();
    await adapter.executeScript(PRAGMAS);
    return adapter;
  }
}

const isReading = (statement: Statement): boolean =>
  /^\s*SELECT\b/i.test(typeof statement === 'string' ? statement : statement.sql);

/**
 * A transaction on the client's own connection. Safe, because Prisma's adapter holds a lock from here to commit or rollback. IMMEDIATE takes the
 * write lock at the start: a transaction that reads first and writes later cannot fail half-way because another process wrote.
 */
async function begin(client: Plain, leave: Leave): Promise<Transaction> {
  await client.execute('BEGIN IMMEDIATE');
  let open = true;
  const end = async (statement: 'COMMIT' | 'ROLLBACK'): Promise<void> => {
    if (!open) return;
    open = false;
    try {
      await client.execute(statement);
    } catch (cause) {
      // A commit that failed (full disk) may leave the transaction open; the next BEGIN would fail for ever.
      await client.execute('ROLLBACK').catch(() => undefined);
      throw cause;
    } finally {
      leave();
    }
  };
  return {
    execute: (statement: Statement) => client.execute(statement),
    batch: async (statements) => {
      const results = [];
      for (const statement of statements) results.push(await client.execute(statement));
      return results;
    },
    executeMultiple: (sql) => client.executeMultiple(sql),
    commit: () => end('COMMIT'),
    rollback: () => end('ROLLBACK'),
    close: () => void end('ROLLBACK'),
    get closed() {
      return !open;
    },
  };
}
