import { PrismaLibSql } from '@prisma/adapter-libsql';

type Client = ReturnType<PrismaLibSql['createClient']>;
type Transaction = Awaited<ReturnType<Client['transaction']>>;

/**
 * What every connection needs. `synchronous=FULL` makes a commit wait until the write-ahead log is on the disk, which the promise
 * "stored before seen" rests on; `secure_delete` overwrites what is removed, so that a deleted session is really gone.
 */
const PRAGMAS = `
PRAGMA busy_timeout = 5000;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA secure_delete = ON;
`;

/**
 * Prisma's SQLite driver on exactly one connection. The packaged client opens a new connection after every transaction and never
 * closes the old one, so settings per connection would be lost after the first transaction.
 */
export class OneConnection extends PrismaLibSql {
  override createClient(config: Parameters<PrismaLibSql['createClient']>[0]): Client {
    const client = super.createClient(config);
    client.transaction = () => begin(client);
    return client;
  }

  override async connect(): ReturnType<PrismaLibSql['connect']> {
    const adapter = await super.connect();
    await adapter.executeScript(PRAGMAS);
    return adapter;
  }
}

/**
 * A transaction on the client's own connection. Safe, because Prisma's adapter holds a lock from here to commit or rollback. IMMEDIATE takes the
 * write lock at the start: a transaction that reads first and writes later cannot fail half-way because another process wrote.
 */
async function begin(client: Client): Promise<Transaction> {
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
    }
  };
  return {
    execute: (statement: Parameters<Transaction['execute']>[0]) => client.execute(statement),
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
