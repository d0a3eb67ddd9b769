import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One step in the history of the data model. */
export type Migration = { readonly name: string; readonly sql: string; readonly checksum: string };

/** The migrations that come with this version; the server runs from the project's folder. */
export const MIGRATIONS_DIR = join(process.cwd(), 'prisma', 'migrations', 'sqlite');
export const POSTGRES_MIGRATIONS_DIR = join(process.cwd(), 'prisma', 'migrations', 'postgresql');

/** Reads migrations in the order in which they apply. The checksum is the one Prisma keeps: SHA-256 over the file, in hex. */
export async function readMigrations(directory: string): Promise<readonly Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory() && /^\d{14}_\w+$/.test(entry.name))
    .map(({ name }) => name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(directory, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}
