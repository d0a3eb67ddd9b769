import { createHash } from 'node:crypto';
import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import { describe, expect, it } from 'vitest';
import type { SessionId } from '@/lib/core/ids';
import type { Place } from '@/server/db/database';
import { readMigrations } from '@/server/db/migrations';
import { migrate } from '@/server/db/postgres/migrate';
import { createProjector } from '@/server/db/projection';
import { urlOf } from '@/server/db/sqlite/file-url';
import { applyMigrations } from '@/server/db/sqlite/migrate';
import { databases, tempDir } from './support';

const NOW = `'2026-11-22T00:00:00.000Z'`;
const ids = (text: string): SessionId[] => [...text] as SessionId[];

/** The bytes of a piece of one byte and their hash, as SQL. */
const pieceAs = (kind: string, value: number): string => {
  const hex = (bytes: Buffer): string =>
    kind === 'SQLite' ? `x'${bytes.toString('hex')}'` : `'\\x${bytes.toString('hex')}'::bytea`;
  const data = Buffer.from([value]);
  return `${hex(data)}, ${hex(createHash('sha256').update(data).digest())}`;
};

/** A database as an earlier version made it. */
async function build({ databaseFile, postgresUrl }: Place, migrationsDir: string): Promise<void> {
  const migrations = await readMigrations(migrationsDir);
  if (postgresUrl) return migrate(postgresUrl, migrations, 'test');
  const connection = await new PrismaLibSql({ url: urlOf(databaseFile) }).connect();
  await applyMigrations(connection, migrations);
  await connection.dispose();
}

describe.each(await databases())('numbers of before, which counted over all sessions, on $kind (T26)', (database) => {
  const { kind, fresh, migrationsDir } = database;

  it('become numbers per session that have no holes and do not run back', async () => {
    const store = await fresh();
    const before = join(await tempDir(), 'before');
    const [start = ''] = (await readdir(migrationsDir)).filter((name) => /^\d{14}_/.test(name)).sort();
    await cp(join(migrationsDir, start), join(before, start), { recursive: true });
    await build(store.place, before);
    for (const id of ids('abcd'))
      await store.sql(
        `INSERT INTO "Session" ("id", "title", "projectedSeq", "updatedAt") VALUES ('${id}', '', ${id === 'a' ? 9 : 4}, ${NOW})`,
      );
    for (const [seq, id] of [[2, 'a'], [4, 'b'], [5, 'a'], [7, 'b'], [9, 'a']] as const) // biome-ignore format: a table
      await store.sql(
        `INSERT INTO "JourneyUpdate" ("seq", "sessionId", "data", "hash") VALUES (${seq}, '${id}', ${pieceAs(kind, seq)})`,
      );
    for (const [seq, id] of [[3, 'b'], [8, 'c']] as const) // biome-ignore format: a table
      await store.sql(
        `INSERT INTO "JourneySnapshot" ("seq", "sessionId", "data", "hash", "updatedAt") VALUES (${seq}, '${id}', ${pieceAs(kind, seq)}, ${NOW})`,
      );

    const { journeys, prisma } = await store.open();
    const read = async (id: SessionId): Promise<unknown> => {
      const { seq, parts } = await journeys.load(id);
      return [seq, ...parts.map(([byte]) => byte)];
    };
    expect(await Promise.all(ids('abcd').map(read))).toEqual([[9, 2, 5, 9], [7, 3, 4, 7], [8, 8], [0]]);
    expect([...(await journeys.heads(ids('abcd')))].map(([id, { seq }]) => [id, seq]).sort()).toEqual([['a', 9], ['b', 7], ['c', 8]]); // biome-ignore format: a table
    const projector = createProjector(prisma);
    expect(await Promise.all(ids('abd').map((id) => projector.isCurrent(id)))).toEqual([true, false, true]);
    const [a, b, c] = ids('abc') as [SessionId, SessionId, SessionId];
    const added = await journeys.append(
      [c, a, c].map((sessionId) => ({ sessionId, data: new Uint8Array([1]), memberId: null })),
    );
    expect(added).toEqual(new Map([[c, 10], [a, 10]])); // biome-ignore format: a table
    expect((await journeys.since(b, 5)).parts).toHaveLength(2);
  });
});
