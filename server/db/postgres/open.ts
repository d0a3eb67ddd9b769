import { PrismaPg } from '@prisma/adapter-pg';
import type { Engine } from '../engine';
import { PrismaClient } from '../generated/postgresql/client';
import { readMigrations } from '../migrations';
import { queuePerKey } from '../queue';
import { compactWith } from './compact';
import { insert } from './insert';
import { migrate } from './migrate';
import { createPool } from './pool';
import { labelOf } from './problems';
import { readWith } from './read';

/** Connections for everything but edits. */
const CONNECTIONS = 10;
/** Edits have their own, so that they never wait behind pages; the writer sends one batch at a time. */
const FOR_EDITS = 2;

/**
 * Opens a PostgreSQL database and brings it up to date.
 * @throws DatabaseProblem when it cannot be reached or used; it is then as it was
 */
export async function openPostgres(url: string, migrationsDir: string): Promise<Engine> {
  await migrate(url, await readMigrations(migrationsDir), labelOf(url));
  const pool = createPool(url, CONNECTIONS);
  const edits = createPool(url, FOR_EDITS);
  const client = new PrismaClient({
    adapter: new PrismaPg(pool),
    errorFormat: 'minimal',
    transactionOptions: { maxWait: 10_000, timeout: 10_000 },
  });
  // One model, so the tables are the same; the types that Prisma writes for each differ in what only one of the databases can do, and
  // for SQLite that is less.
  const prisma = client as unknown as Engine['prisma'];
  const queue = queuePerKey();

  // Queued here as well, so that many who wait for one key hold one connection and not all.
  const exclusively: Engine['exclusively'] = (key, work) =>
    queue(key, () =>
      prisma.$transaction(async (tx) => {
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`;
        return work(tx);
      }),
    );

  return {
    provider: 'postgresql',
    prisma,
    insert: (pieces) => insert(edits, pieces),
    ...readWith(pool),
    compact: compactWith(pool),
    expectGone: async () => undefined,
    // Its files are looked after by who runs it, and there is no disk that all servers share, to keep marks on (README, decision 4).
    losses: { all: () => [], forget: async () => undefined },
    exclusively,
    oneAtATime: (key, work) => exclusively(key, () => work()),
    checkpoint: async () => undefined,
    close: async () => {
      await client.$disconnect();
      await Promise.all([pool.end(), edits.end()]);
    },
  };
}
