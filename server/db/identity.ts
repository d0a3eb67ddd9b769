import type { Database } from './database';

type Row = { readonly identity: string };

/** Tells a PostgreSQL database apart from all others, also from one that was restored from its backup; the same for every server on it. */
export async function identityOf(prisma: Database['prisma']): Promise<string> {
  const database = await prisma.$queryRaw<Row[]>`
    SELECT oid::text AS identity FROM pg_database WHERE datname = current_database()`;
  // Some administrators keep this from ordinary users; the number of the database alone is nearly as good.
  const server = await prisma.$queryRaw<Row[]>`
    SELECT system_identifier::text AS identity FROM pg_control_system()`.catch(() => []);
  return [...server, ...database].map(({ identity }) => identity).join('/');
}
