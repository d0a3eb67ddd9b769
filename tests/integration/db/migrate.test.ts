import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { MIGRATIONS_DIR } from '@/server/db/migrations';
import { DatabaseProblem } from '@/server/db/problem';
import { openTemp, outside, tempDir } from './support';

const run = promisify(execFile);
const HISTORY =
  'SELECT migration_name, checksum, applied_steps_count FROM "_prisma_migrations" ORDER BY migration_name';

/** A copy of the real migrations, to add to or tamper with. */
async function copyOfMigrations(dir: string): Promise<string> {
  const copy = join(dir, 'migrations');
  await cp(MIGRATIONS_DIR, copy, { recursive: true });
  return copy;
}

async function addMigration(dir: string, name: string, sql: string): Promise<void> {
  await mkdir(join(dir, name));
  await writeFile(join(dir, name, 'migration.sql'), sql);
}

describe('migrations (T26)', () => {
  it('build exactly the data model', async () => {
    const { stdout } = await run(process.execPath, ['scripts/migration.mjs', '--check']);
    expect(stdout).toContain('nothing is missing');
  });

  it('are noted as Prisma notes them, once, and a second start changes nothing', async () => {
    const file = join(await tempDir(), 'x.db');
    await (await openTemp(file)).close();
    const names = (await readdir(MIGRATIONS_DIR)).filter((name) => /^\d{14}_/.test(name)).sort();
    const expected = await Promise.all(
      names.map(async (name) => {
        const sql = await readFile(join(MIGRATIONS_DIR, name, 'migration.sql'));
        return [name, createHash('sha256').update(sql).digest('hex'), 1];
      }),
    );
    const rows = (): Promise<unknown[][]> => outside(file, (sql) => sql(HISTORY));
    expect((await rows()).map(([name, sum, steps]) => [name, sum, Number(steps)])).toEqual(expected);
    const before = await readFile(file);
    await (await openTemp(file)).close();
    expect(await rows()).toHaveLength(expected.length);
    expect((await readFile(file)).equals(before)).toBe(true);
  });

  it('bring an older database up to date and keep its rows', async () => {
    const dir = await tempDir();
    const file = join(dir, 'x.db');
    const old = await openTemp(file);
    await old.prisma.session.create({ data: { id: 's', title: 'Afval', updates: { create: [piece('a')] } } });
    await old.close();
    const newer = await copyOfMigrations(dir);
    // Rebuilds the table that others refer to, as Prisma writes it; with foreign keys on this would delete the pieces.
    await addMigration(newer, '99990101000000_rebuild', REBUILD_SESSION);
    const db = await openTemp(file, newer);
    expect(await db.prisma.session.findMany({ select: { title: true } })).toEqual([{ title: 'Afval' }]);
    expect(await db.prisma.journeyUpdate.count()).toBe(1);
  });

  it('that fail leave no trace and can be tried again', async () => {
    const dir = await tempDir();
    const file = join(dir, 'x.db');
    await (await openTemp(file)).close();
    const newer = await copyOfMigrations(dir);
    await addMigration(newer, '99990101000000_bad', 'CREATE TABLE "Half" ("x" TEXT);\nCREATE TABLE "User" ("x" TEXT);');
    await expect(openTemp(file, newer)).rejects.toThrow(/already exists/);
    expect(await outside(file, (sql) => sql(`SELECT name FROM sqlite_master WHERE name = 'Half'`))).toEqual([]);
    await writeFile(join(newer, '99990101000000_bad', 'migration.sql'), 'CREATE TABLE "Half" ("x" TEXT)');
    await openTemp(file, newer);
    expect(await outside(file, (sql) => sql(`SELECT name FROM sqlite_master WHERE name = 'Half'`))).toHaveLength(1);
  });

  it('killed half-way have not begun, and succeed at the next start', async () => {
    const dir = await tempDir();
    const file = join(dir, 'x.db');
    await (await openTemp(file)).close();
    const newer = await copyOfMigrations(dir);
    const slow = (rows: number): string =>
      `CREATE TABLE "Big" ("x" TEXT);\nINSERT INTO "Big" WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows}) SELECT hex(randomblob(50)) FROM n;`;
    await addMigration(newer, '99990101000000_slow', slow(5_000_000));
    for (const megabytes of [1, 5, 20]) {
      const child = spawn(process.execPath, ['--import', 'tsx', 'tests/integration/db/open-process.ts', file, newer]);
      const ended = once(child, 'close');
      const written = (): Promise<number> =>
        stat(`${file}-wal`).then(
          ({ size }) => size / 1e6,
          () => 0,
        );
      await vi.waitFor(async () => expect(await written()).toBeGreaterThan(megabytes), {
        timeout: 30_000,
        interval: 5,
      });
      child.kill('SIGKILL');
      expect(await ended).toEqual([null, 'SIGKILL']);
      expect(await outside(file, (sql) => sql(`SELECT name FROM sqlite_master WHERE name = 'Big'`))).toEqual([]);
      expect(await outside(file, (sql) => sql('PRAGMA integrity_check'))).toEqual([['ok']]);
    }
    await writeFile(join(newer, '99990101000000_slow', 'migration.sql'), slow(10));
    await openTemp(file, newer);
    expect(await outside(file, (sql) => sql('SELECT count(*) FROM "Big"'))).toEqual([[10]]);
  });

  it('that would leave rows without their parent are taken back', async () => {
    const dir = await tempDir();
    const file = join(dir, 'x.db');
    const db = await openTemp(file);
    await db.prisma.session.create({ data: { id: 's', title: 'Afval', updates: { create: [piece('a')] } } });
    await db.close();
    const newer = await copyOfMigrations(dir);
    await addMigration(newer, '99990101000000_orphans', 'DELETE FROM "Session";');
    await expect(openTemp(file, newer)).rejects.toThrow(/CHECK constraint/);
    const again = await openTemp(file);
    expect(await again.prisma.session.count()).toBe(1);
  });
});

describe('a database that does not fit (C: bad input)', () => {
  it.each([
    [
      'of a newer version',
      `INSERT INTO "_prisma_migrations" VALUES ('x', 'x', 1, '99990101000000_later', NULL, NULL, 1, 1)`,
      'newer version',
    ],
    ['whose applied step was changed', `UPDATE "_prisma_migrations" SET checksum = 'changed'`, 'another form'],
    ['with an unfinished step', `UPDATE "_prisma_migrations" SET finished_at = NULL`, 'another form'],
  ])('%s stops the start and is left as it was', async (_what, statement, message) => {
    const file = join(await tempDir(), 'x.db');
    await (await openTemp(file)).close();
    await outside(file, (sql) => sql(statement));
    const before = await readFile(file);
    const refusal = openTemp(file);
    await expect(refusal).rejects.toThrow(DatabaseProblem);
    await expect(refusal).rejects.toThrow(message);
    expect((await readFile(file)).equals(before)).toBe(true);
  });

  it('of another program stops the start and is left as it was', async () => {
    const file = join(await tempDir(), 'x.db');
    await outside(file, (sql) => sql('CREATE TABLE "recipes" ("x" TEXT)'));
    const before = await readFile(file);
    await expect(openTemp(file)).rejects.toThrow('another program');
    expect((await readFile(file)).equals(before)).toBe(true);
  });
});

const piece = (text: string): { seq: number; data: Uint8Array<ArrayBuffer>; hash: Uint8Array<ArrayBuffer> } => {
  const data = new TextEncoder().encode(text);
  return { seq: 1, data, hash: new Uint8Array(createHash('sha256').update(data).digest()) };
};

const REBUILD_SESSION = `PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Session" AS SELECT * FROM "Session";
DROP TABLE "Session";
CREATE TABLE "Session" (
  "id" TEXT NOT NULL PRIMARY KEY, "title" TEXT NOT NULL, "campaignMessage" TEXT NOT NULL DEFAULT '',
  "phaseModel" TEXT NOT NULL DEFAULT 'ttsc', "templateId" TEXT NOT NULL DEFAULT 'empty', "startsAt" DATETIME, "archivedAt" DATETIME,
  "expiresAt" DATETIME, "ownerId" TEXT, "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP, "updatedAt" DATETIME NOT NULL,
  "projectedSeq" INTEGER NOT NULL DEFAULT 0
);
INSERT INTO "Session" ("id", "title", "updatedAt") SELECT "id", "title", "updatedAt" FROM "new_Session";
DROP TABLE "new_Session";
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;`;
