import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import type { SessionId } from '@/lib/core/ids';
import { type Database, openDatabase } from '@/server/db/database';
import { hashOf } from '@/server/db/hash';
import { DatabaseProblem } from '@/server/db/problem';
import { hasPostgres } from '../../support/postgres';
import { freshPostgres } from './support';

const run = promisify(execFile);
const A = 'session-a' as SessionId;
const B = 'session-b' as SessionId;

/** Columns, defaults, indexes and constraints. */
const SHAPE = `
SELECT 'column', table_name, column_name, data_type, is_nullable, column_default, character_maximum_length::text, datetime_precision::text
  FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'
UNION ALL SELECT 'index', tablename, indexname, indexdef, '', '', '', '' FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid), '', '', '', '' FROM pg_constraint
  WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> '_prisma_migrations'
ORDER BY 1, 2, 3`;

/** As many servers on one database; each has its own connections, as processes have. */
const servers = (open: () => Promise<Database>, count: number): Promise<Database[]> =>
  Promise.all(Array.from({ length: count }, open));

const tests = (): void => {
  it('has migrations that build exactly the data model', async () => {
    const [built, wanted] = [await freshPostgres(), await freshPostgres()];
    await (await built.open()).close();
    await wanted.sql((await run(process.execPath, ['scripts/migration.mjs', '--print'])).stdout);
    const shape = await wanted.sql(SHAPE);
    expect(shape.length).toBeGreaterThan(100);
    expect(await built.sql(SHAPE)).toEqual(shape);
  });

  it('is brought up to date once by servers that start at the same moment', async () => {
    const store = await freshPostgres();
    const all = await servers(store.open, 5);
    for (const db of all) expect(await db.prisma.session.count()).toBe(0);
    const steps = await store.sql('SELECT migration_name FROM "_prisma_migrations"');
    expect(new Set(steps.flat()).size).toBe(steps.length);
  });

  it('commits to the disk also when the server was told not to (T6), and knows no time zone', async () => {
    const store = await freshPostgres();
    const name = new URL(store.url).pathname.slice(1);
    await store.sql(`ALTER DATABASE ${name} SET synchronous_commit = off`);
    await store.sql(`ALTER DATABASE ${name} SET timezone = 'Asia/Tokyo'`);
    const { prisma } = await store.open();
    expect(
      await prisma.$queryRaw`SELECT current_setting('synchronous_commit') AS commit, current_setting('TimeZone') AS zone`,
    ).toEqual([{ commit: 'on', zone: 'UTC' }]);
  });

  it('shows the pieces of a session in growing order, whoever writes them and however batches overlap', async () => {
    const store = await freshPostgres();
    const writers = await servers(store.open, 4);
    const [reader] = await servers(store.open, 1);
    await reader?.prisma.session.createMany({ data: [A, B].map((id) => ({ id, title: id })) });
    let isWriting = true;
    const write = async ({ journeys }: Database, who: number): Promise<void> => {
      for (let round = 0; round < 60; round += 1) {
        const data = new Uint8Array([who, round]);
        const both = [A, B].map((sessionId) => ({ sessionId, data, memberId: null }));
        // Half of them the other way round, which would end in a deadlock if locks followed the batch.
        await journeys.append(who % 2 ? both : both.reverse());
      }
    };
    const seen = new Map<SessionId, number[]>([
      [A, []],
      [B, []],
    ]);
    const watch = async (): Promise<void> => {
      while (isWriting) {
        for (const [sessionId, before] of seen) {
          const rows = await reader?.prisma.journeyUpdate.findMany({ where: { sessionId }, orderBy: { seq: 'asc' } });
          const now = rows?.map(({ seq }) => seq) ?? [];
          expect(now.slice(0, before.length)).toEqual(before);
          seen.set(sessionId, now);
        }
      }
    };
    const watching = watch();
    await Promise.all(writers.map(write)).finally(() => {
      isWriting = false;
    });
    await watching;
    for (const sessionId of [A, B]) expect((await reader?.journeys.load(sessionId))?.parts).toHaveLength(240);
  });

  it('never hides a piece from who reads while another compacts (T9)', async () => {
    const store = await freshPostgres();
    const [writer, reader] = await servers(store.open, 2);
    await writer?.prisma.session.create({ data: { id: A, title: A } });
    // A snapshot holds all numbers so far, so what is read must be 0 up to some number, without a hole.
    const all = (until: number): Uint8Array => new Uint8Array(Array.from({ length: until + 1 }, (_, index) => index));
    let acknowledged = -1;
    const write = async (): Promise<void> => {
      for (let value = 0; value < 200; value += 1) {
        const seqs = await writer?.journeys.append([{ sessionId: A, data: new Uint8Array([value]), memberId: null }]);
        acknowledged = value;
        if (value % 3 === 2) await writer?.journeys.compact(A, seqs?.get(A) ?? 0, all(value));
      }
    };
    let isWriting = true;
    const read = async (): Promise<void> => {
      while (isWriting) {
        const least = acknowledged;
        const values = (await reader?.journeys.load(A))?.parts.flatMap((part) => [...part]) ?? [];
        expect(values).toEqual([...all(values.length - 1)]);
        expect(values.length).toBeGreaterThan(least);
      }
    };
    const reading = read();
    await write().finally(() => {
      isWriting = false;
    });
    await reading;
  });

  it('undoes nothing that another server put back while it waited to compact', async () => {
    const store = await freshPostgres();
    const [one, other] = await servers(store.open, 2);
    if (!one || !other) throw new Error('there are two');
    await one.prisma.session.create({ data: { id: A, title: A } });
    await one.journeys.append([1, 2].map((n) => ({ sessionId: A, data: new Uint8Array([n]), memberId: null })));
    await one.journeys.compact(A, 1, new Uint8Array([1]));
    const remains = await one.remainder.inspect(A);
    let compacting: Promise<void> | undefined;
    await one.prisma.$transaction(async (tx) => {
      await tx.$executeRaw`UPDATE "Session" SET "projectedSeq" = "projectedSeq" WHERE "id" = ${A}`;
      compacting = other.journeys.compact(A, 2, new Uint8Array([1, 2]));
      const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      await vi.waitFor(async () => expect(await store.sql(waiting)).toHaveLength(1));
      // What a journey is put back with takes the place of its snapshot, under a number above all.
      const seq = remains.head + 1;
      await tx.journeyHead.update({ where: { sessionId: A }, data: { seq, restored: seq } });
      await tx.journeyUpdate.deleteMany({ where: { sessionId: A } });
      await tx.journeySnapshot.delete({ where: { sessionId: A } });
      const [data, hash] = [new Uint8Array([9]), hashOf(new Uint8Array([9]))];
      await tx.journeySnapshot.create({ data: { sessionId: A, seq, data, hash } });
    });
    await compacting;
    expect(await one.journeys.load(A)).toMatchObject({ seq: 3, restored: 3, parts: [new Uint8Array([9])] });
  });

  it('gives one at a time what must not overlap, across servers', async () => {
    const store = await freshPostgres();
    const all = await servers(store.open, 3);
    await all[0]?.prisma.session.create({ data: { id: A, title: A } });
    const raise = ({ exclusively }: Database): Promise<void> =>
      exclusively('count', async (tx) => {
        const { projectedSeq } = await tx.session.findUniqueOrThrow({ where: { id: A } });
        await tx.session.update({ where: { id: A }, data: { projectedSeq: projectedSeq + 1 } });
      });
    await Promise.all(
      Array.from({ length: 30 }, (_, index) => all[index % 3]).flatMap((db) => (db ? [raise(db)] : [])),
    );
    expect((await all[0]?.prisma.session.findUnique({ where: { id: A } }))?.projectedSeq).toBe(30);
  });

  it.each([
    [
      'is not there',
      (url: URL) => `${url.protocol}//${url.username}@${url.host}/reisgezel_none`,
      /does not exist[\s\S]*bestaat niet/,
    ],
    [
      'is behind a closed port',
      () => 'postgresql://iemand:geheim@127.0.0.1:1/reis',
      /127\.0\.0\.1:1\/reis does not answer[\s\S]*antwoordt niet/,
    ],
    [
      'does not know the user',
      (url: URL) => `${url.protocol}//niemand:geheim@${url.host}${url.pathname}`,
      /refuses the user name[\s\S]*weigert/,
    ],
  ])('that %s stops the start with a sentence, without the password', async (_what, urlOf, message) => {
    const { url } = await freshPostgres();
    const refusal = openDatabase({ databaseFile: '', postgresUrl: urlOf(new URL(url)) });
    await expect(refusal).rejects.toThrow(DatabaseProblem);
    await expect(refusal).rejects.toThrow(message);
    await expect(refusal).rejects.not.toThrow(/geheim/);
  });
};

if (await hasPostgres()) describe('a PostgreSQL database', () => tests());
else
  describe('without PostgreSQL', () => it('nothing of it is promised', () => expect(process.env.CI).not.toBe('true')));
