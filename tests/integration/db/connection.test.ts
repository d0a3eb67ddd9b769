import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openConnection } from '@/server/db/sqlite/connection';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function aFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'reisgezel-connection-'));
  folders.push(folder);
  return join(folder, 'test.db');
}

describe('a connection beside Prisma', () => {
  it('tries a statement anew that could not be prepared before (T7)', async () => {
    const connection = await openConnection(await aFile());
    const count = () => connection.row<{ notes: number }>('SELECT count(*) AS "notes" FROM "Note"', []);
    await expect(count()).rejects.toThrow('Note');
    await connection.exec(`CREATE TABLE "Note" ("text" TEXT); INSERT INTO "Note" VALUES ('een')`);
    expect((await count())?.notes).toBe(1);
    connection.close();
  });

  it('leaves nothing open after the first row, so that the write-ahead log can be emptied', async () => {
    const connection = await openConnection(await aFile());
    await connection.exec(`CREATE TABLE "Note" ("text" TEXT); INSERT INTO "Note" VALUES ('een'), ('twee')`);
    const first = await connection.row<{ text: string }>('SELECT "text" FROM "Note"', []);
    expect(first?.text).toBe('een');
    const [emptied] = await connection.rows<{ busy: number; log: number }>('PRAGMA wal_checkpoint(TRUNCATE)', []);
    expect(emptied).toMatchObject({ busy: 0, log: 0 });
    connection.close();
  });
});
