import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CalendarEntry } from '@/lib/calendar/entry';
import type { SessionId } from '@/lib/core/ids';
import { DatabaseProblem } from '@/server/db/problem';
import { createProjector } from '@/server/db/projection';
import { databases, tempDir } from './support';

const A = 'session-a' as SessionId;
const HISTORY = 'SELECT migration_name FROM "_prisma_migrations" ORDER BY migration_name';

const entry = (id: string, title: string): CalendarEntry =>
  ({
    id,
    personaId: 'p',
    personaName: 'Fatima',
    personaLine: 0,
    phase: 'touch',
    title,
    message: '',
    channel: null,
    owner: '',
    status: 'idea',
    peak: false,
    plannedOn: '2027-01-04',
    startTime: null,
  }) as CalendarEntry;

describe.each(await databases())('migrations on $kind (T26)', ({ fresh, migrationsDir }) => {
  async function withStep(name: string, sql: string): Promise<string> {
    const copy = join(await tempDir(), 'migrations');
    await cp(migrationsDir, copy, { recursive: true });
    await mkdir(join(copy, name));
    await writeFile(join(copy, name, 'migration.sql'), sql);
    return copy;
  }

  it('are applied once, and noted', async () => {
    const store = await fresh();
    const names = (await readdir(migrationsDir)).filter((name) => /^\d{14}_/.test(name)).sort();
    for (const _start of [1, 2]) {
      await (await store.open()).close();
      expect((await store.sql(HISTORY)).flat()).toEqual(names);
    }
  });

  it('bring an older database up to date and keep its rows', async () => {
    const store = await fresh();
    const old = await store.open();
    await old.prisma.session.create({ data: { id: A, title: 'Afval' } });
    await old.close();
    const db = await store.open(
      await withStep('99990101000000_more', 'ALTER TABLE "Session" ADD COLUMN "extra" TEXT;'),
    );
    expect(await db.prisma.session.findMany({ select: { title: true } })).toEqual([{ title: 'Afval' }]);
    expect(await store.sql('SELECT extra FROM "Session"')).toEqual([[null]]);
  });

  it('that fail leave no trace and can be tried again', async () => {
    const store = await fresh();
    const name = '99990101000000_bad';
    const dir = await withStep(name, 'CREATE TABLE "Half" ("x" TEXT);\nCREATE TABLE "User" ("x" TEXT);');
    await expect(store.open(dir)).rejects.toThrow(/already exists/);
    await expect(store.sql('SELECT * FROM "Half"')).rejects.toThrow();
    await writeFile(join(dir, name, 'migration.sql'), 'CREATE TABLE "Half" ("x" TEXT)');
    await (await store.open(dir)).close();
    expect(await store.sql('SELECT * FROM "Half"')).toEqual([]);
  });

  it.each([
    ['of a newer version', `UPDATE "_prisma_migrations" SET migration_name = '99990101000000_later'`, 'newer version'],
    ['whose applied step was changed', `UPDATE "_prisma_migrations" SET checksum = 'changed'`, 'another form'],
    ['with an unfinished step', `UPDATE "_prisma_migrations" SET finished_at = NULL`, 'another form'],
    ['of another program', 'DROP TABLE "_prisma_migrations"', 'another program'],
  ])('stop the start at a database %s, in two languages', async (_what, statement, message) => {
    const store = await fresh();
    await (await store.open()).close();
    await store.sql(statement);
    const refusal = store.open();
    await expect(refusal).rejects.toThrow(DatabaseProblem);
    await expect(refusal).rejects.toThrow(message);
    await expect(refusal).rejects.toThrow(/De database .* Er is niets aan veranderd/);
  });
});

describe.each(await databases())('the calendar rows on $kind (T28)', ({ fresh }) => {
  it('follow the journey, remember the edit that changed them, and never run back', async () => {
    const db = await (await fresh()).open();
    await db.prisma.session.create({ data: { id: A, title: 'Afval' } });
    const projector = createProjector(db.prisma);
    const rows = async (): Promise<unknown> =>
      (await db.prisma.calendarEntry.findMany({ orderBy: { id: 'asc' } })).map((row) => [
        row.id,
        row.title,
        row.sequence,
      ]);
    await projector.write(A, [entry('a', 'Brief'), entry('b', 'Poster')], 3);
    expect(await rows()).toEqual([
      ['a', 'Brief', 3],
      ['b', 'Poster', 3],
    ]);
    await projector.write(A, [entry('b', 'Poster 2'), entry('c', 'Film')], 5);
    const after = [
      ['b', 'Poster 2', 5],
      ['c', 'Film', 5],
    ];
    expect(await rows()).toEqual(after);
    await projector.write(A, [], 4);
    expect(await rows()).toEqual(after);
    await projector.write('gone' as SessionId, [entry('a', 'Brief')], 9);
    expect(await rows()).toEqual(after);
  });

  it('know whether they are behind', async () => {
    const db = await (await fresh()).open();
    await db.prisma.session.create({ data: { id: A, title: 'Afval' } });
    const projector = createProjector(db.prisma);
    expect(await projector.isCurrent(A)).toBe(true);
    const seqs = await db.journeys.append([{ sessionId: A, data: new Uint8Array([1]), memberId: null }]);
    expect(await projector.isCurrent(A)).toBe(false);
    await projector.write(A, [], seqs.get(A) ?? 0);
    expect(await projector.isCurrent(A)).toBe(true);
  });
});
