import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Connection, openConnection } from '@/server/db/sqlite/connection';
import { inTransaction, type Statement, sql } from '@/server/db/sqlite/script';

let connection: Connection;
beforeEach(async () => {
  connection = await openConnection(':memory:');
  await connection.exec('CREATE TABLE "Note" ("text" TEXT UNIQUE, "bytes" BLOB, "number" INTEGER)');
});
afterEach(() => connection.close());

type Note = { readonly text: string | null; readonly bytes: ArrayBuffer | null; readonly number: number | null };
const notes = () => connection.rows<Note>('SELECT * FROM "Note"', []);
const insert = (text: string | null, bytes: Uint8Array | null = null, number: number | null = null): Statement =>
  sql`INSERT INTO "Note" VALUES (${text}, ${bytes}, ${number})`;

describe('a script with values written into it', () => {
  it.each([
    ['quotes', `'; DROP TABLE "Note"; --''`],
    ['signs of other languages, and of none', 'Zoë 🚲\n\t\\n \u0001 ? ?1 :a'],
    ['nothing', ''],
  ])('keeps a text with %s (S34)', async (_, text) => {
    await connection.exec(insert(text));
    expect(await notes()).toEqual([{ text, bytes: null, number: null }]);
  });

  it.each([0, 1, 12_000_000])('keeps %i bytes, also of a part of something longer', async (length) => {
    const bytes = randomBytes(length + 8).subarray(3, 3 + length);
    await connection.exec(insert(null, bytes));
    const [note] = await notes();
    expect(bytes.equals(new Uint8Array(note?.bytes ?? []))).toBe(true);
  });

  it.each([0, -1, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER])('keeps the number %i', async (number) => {
    await connection.exec(insert(null, null, number));
    const [note] = await connection.rows<{ number: string }>(
      'SELECT CAST("number" AS TEXT) AS "number" FROM "Note"',
      [],
    );
    expect(note?.number).toBe(String(number));
  });

  it('is not made of what SQLite would read as something else', () => {
    expect(() => insert('een\0twee')).toThrow('zero byte');
    for (const number of [Number.NaN, 0.5, 2 ** 60]) expect(() => insert(null, null, number)).toThrow('whole number');
  });
});

describe('statements in one transaction', () => {
  it('hold all or not at all, and leave nothing open (T7)', async () => {
    await inTransaction(connection, [insert('een')]);
    await expect(inTransaction(connection, [insert('twee'), insert('een'), insert('drie')])).rejects.toThrow('UNIQUE');
    await expect(inTransaction(connection, [insert('twee'), sql`nonsense`])).rejects.toThrow('nonsense');
    await inTransaction(connection, [insert('drie')]);
    expect((await notes()).map(({ text }) => text)).toEqual(['een', 'drie']);
  });
});
