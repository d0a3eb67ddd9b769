import { mkdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Database } from '@/server/db/database';
import { createLog } from '@/server/log';
import { openTemp, outside, tempDir } from './support';

/** What every connection must have, also after transactions: the packaged driver would have opened a fresh connection by then. */
async function pragmas(db: Database): Promise<unknown> {
  const read = async (name: string): Promise<unknown> => {
    const [row] = await db.prisma.$queryRawUnsafe<Record<string, unknown>[]>(`PRAGMA ${name}`);
    return Object.values(row ?? {})[0];
  };
  return {
    journal: await read('journal_mode'),
    synchronous: await read('synchronous'),
    foreignKeys: await read('foreign_keys'),
    secureDelete: await read('secure_delete'),
    busyTimeout: await read('busy_timeout'),
  };
}

const WANTED = { journal: 'wal', synchronous: 2, foreignKeys: 1, secureDelete: 1, busyTimeout: 5000 };

describe('openDatabase', () => {
  it('keeps its settings after transactions, committed and rolled back (T6)', async () => {
    const db = await openTemp(join(await tempDir(), 'x.db'));
    expect(await pragmas(db)).toEqual(WANTED);
    await db.prisma.$transaction([db.prisma.session.create({ data: { id: 'a', title: 'a' } })]);
    await db.prisma.$transaction(async (tx) => void (await tx.session.create({ data: { id: 'b', title: 'b' } })));
    const broken = db.prisma.$transaction(async (tx) => {
      await tx.session.create({ data: { id: 'c', title: 'c' } });
      throw new Error('no');
    });
    await expect(broken).rejects.toThrow('no');
    expect(await pragmas(db)).toEqual(WANTED);
    expect(await db.prisma.session.count()).toBe(2);
  });

  it('goes on after a transaction that failed inside the database', async () => {
    const db = await openTemp(join(await tempDir(), 'x.db'));
    const member = { id: 'm', sessionId: 'nowhere', name: 'x', role: 'writer', colour: 0 };
    await expect(db.prisma.$transaction([db.prisma.member.create({ data: member })])).rejects.toThrow();
    await db.prisma.session.create({ data: { id: 'a', title: 'a' } });
    expect(await db.prisma.session.count()).toBe(1);
  });

  it('quotes the values of a wrong query in its error, but not in the log (P12)', async () => {
    const db = await openTemp(join(await tempDir(), 'x.db'));
    const wrong = { id: 'a', title: 'geheim', colour: 'geheim' };
    const failure = await db.prisma.session.create({ data: wrong }).catch((error: unknown) => error);
    expect(String(failure)).toContain('geheim');
    const lines: string[] = [];
    createLog({ logLevel: 'info' }, { write: (line: string) => void lines.push(line) }).error(
      { err: failure },
      'failed',
    );
    expect(lines.join()).not.toContain('geheim');
    expect(lines.join()).toContain('Unknown argument `colour`');
    expect(lines.join()).toContain('database.test.ts');
  });

  it('runs transactions one after the other, whoever asks', async () => {
    const db = await openTemp(join(await tempDir(), 'x.db'));
    await db.prisma.session.create({ data: { id: 'a', title: 'a' } });
    const raise = (): Promise<unknown> =>
      db.prisma.$transaction(async (tx) => {
        const { projectedSeq } = await tx.session.findUniqueOrThrow({ where: { id: 'a' } });
        await tx.session.update({ where: { id: 'a' }, data: { projectedSeq: projectedSeq + 1 } });
      });
    await Promise.all(Array.from({ length: 25 }, raise));
    expect(await db.prisma.session.findUnique({ where: { id: 'a' }, select: { projectedSeq: true } })).toEqual({
      projectedSeq: 25,
    });
  });

  it('lets others have their turn between transactions that were asked for together', async () => {
    const db = await openTemp(join(await tempDir(), 'x.db'));
    await db.prisma.session.create({ data: { id: 'a', title: 'a' } });
    let turns = 0;
    let isOver = false;
    const count = (): void => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    const rename = (title: string) => db.prisma.session.update({ where: { id: 'a' }, data: { title } });
    const many = Array.from({ length: 50 }, (_, index) => db.prisma.$transaction([rename(`a${index}`)]));
    await Promise.all(many);
    isOver = true;
    expect(turns).toBeGreaterThanOrEqual(many.length);
  });

  it('takes any folder name', async () => {
    const file = join(await tempDir(), 'één map? #1 50%', 'x.db');
    await openTemp(file);
    expect((await stat(file)).isFile()).toBe(true);
  });

  it('lets one process at a time in, and the next one after it closed', async () => {
    const file = join(await tempDir(), 'x.db');
    const first = await openTemp(file);
    await expect(openTemp(file)).rejects.toThrow('another Reisgezel is running');
    expect(await outside(file, (sql) => sql('SELECT count(*) FROM "Session"'))).toHaveLength(1);
    await first.close();
    await openTemp(file);
  });

  it('leaves nothing of a removed row in its files after a checkpoint (P5)', async () => {
    const file = join(await tempDir(), 'x.db');
    const db = await openTemp(file);
    const marker = 'geheime-kenmerkende-tekst';
    await db.prisma.session.create({ data: { id: 'a', title: marker.repeat(50) } });
    await db.checkpoint();
    expect((await readFile(file)).includes(marker)).toBe(true);
    await db.prisma.session.delete({ where: { id: 'a' } });
    await db.checkpoint();
    for (const name of [file, `${file}-wal`]) expect((await readFile(name)).includes(marker)).toBe(false);
  });
});

describe('a database that cannot be used', () => {
  it.each([
    ['no database at all', async (file: string) => writeFile(file, 'Dit is een boodschappenlijst.'.repeat(500))],
    [
      'a torn file',
      async (file: string) => {
        await (await openTemp(file)).close();
        await truncate(file, 20_000);
      },
    ],
    [
      'a page that nothing reads at the start',
      async (file: string) => {
        await (await openTemp(file)).close();
        const bytes = await readFile(file);
        bytes.subarray(-4096).fill(0xff);
        await writeFile(file, bytes);
      },
    ],
    [
      'a scribbled page',
      async (file: string) => {
        await (await openTemp(file)).close();
        const bytes = await readFile(file);
        await writeFile(file, bytes.fill(0xff, 4096, 8192));
      },
    ],
  ])('%s is refused in two languages and left as it was', async (_what, spoil) => {
    const file = join(await tempDir(), 'x.db');
    await spoil(file);
    const before = await readFile(file);
    await expect(openTemp(file)).rejects.toThrow(/is damaged[\s\S]*is beschadigd/);
    expect((await readFile(file)).equals(before)).toBe(true);
  });

  it('a folder in its place is refused', async () => {
    const file = join(await tempDir(), 'x.db');
    await mkdir(file);
    await expect(openTemp(file)).rejects.toThrow('cannot be opened');
  });

  it('an empty file is a new database', async () => {
    const file = join(await tempDir(), 'x.db');
    await writeFile(file, '');
    expect(await (await openTemp(file)).prisma.session.count()).toBe(0);
  });
});
