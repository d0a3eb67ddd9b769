import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SessionId } from '@/lib/core/ids';
import { type SeededRandom, seededRandom } from '../../support/random';
import { databases, type Store, tempDir } from './support';

/** Kills of each kind on each database; more on demand: `DATABASE_KILLS=50`. */
const KILLS = Math.max(10, Number(process.env.DATABASE_KILLS ?? 0));
const LIMIT = { timeout: 60_000 + KILLS * 20_000 };
/** Kills in one database: what an attempt leaves on the disk would in the end be more than the migration that is to be hit. */
const IN_ONE = 10;
const A = 'a' as SessionId;
const SLOW = '99990101000000_slow';

const root = fileURLToPath(new URL('../../..', import.meta.url));
// Below the project, where it finds the packages; bundled once, because starting it is then quick.
const program = `${root}node_modules/.cache/reisgezel/open-${process.pid}.mjs`;

beforeAll(() =>
  build({
    entryPoints: [`${root}tests/integration/db/open-process.ts`],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    alias: { '@': root.replace(/\/$/, '') },
    logLevel: 'error',
  }),
);
afterAll(() => rm(program, { force: true }));

const placeOf = ({ place }: Store): string => place.postgresUrl ?? place.databaseFile;

const start = (store: Store, migrations: string, ...task: readonly string[]): ChildProcess =>
  spawn(process.execPath, [program, placeOf(store), migrations, ...task], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });

/** What a process says until it ends. */
async function allOf(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of child.stdout ?? []) said += String(chunk);
  return said;
}

/** Two pieces that were acknowledged. */
async function fill(store: Store): Promise<void> {
  const db = await store.open();
  await db.prisma.session.createMany({ data: ['a', 'b'].map((id) => ({ id, title: id })) });
  await db.journeys.append([1, 2].map((n) => ({ sessionId: A, data: new Uint8Array([n]), memberId: null })));
  await db.close();
}

/** The database works, and has what it had. */
async function isWhole(store: Store, migrations?: string): Promise<void> {
  const db = await store.open(migrations);
  expect((await db.journeys.load(A)).parts.map(([byte]) => byte)).toEqual([1, 2]);
  expect(db.losses.all()).toEqual([]);
  await db.close();
}

describe.each(await databases())('kill -9 on $kind (T26)', ({ kind, fresh, migrationsDir }) => {
  /** Bytes that the database takes on the disk, with what is not committed yet. */
  const sizeOf = async (store: Store): Promise<number> => {
    if (kind === 'PostgreSQL') return Number((await store.sql('SELECT pg_database_size(current_database())'))[0]?.[0]);
    return stat(`${store.place.databaseFile}-wal`).then(({ size }) => size, () => 0); // biome-ignore format: one line
  };

  it(`in a migration leaves the database before it or after it, ${KILLS} times`, LIMIT, async () => {
    const random = seededRandom(26);
    for (let done = 0; done < KILLS; done += IN_ONE) await killMigrating(Math.min(IN_ONE, KILLS - done), random);
  });

  async function killMigrating(times: number, random: SeededRandom): Promise<void> {
    const store = await fresh();
    await fill(store);
    const migrations = join(await tempDir(), 'migrations');
    await cp(migrationsDir, migrations, { recursive: true });
    await mkdir(join(migrations, SLOW));
    const filler = kind === 'SQLite' ? 'hex(randomblob(50))' : 'repeat(md5(i::text), 3)';
    const series = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000)';
    const slow = (select: string): string => `CREATE TABLE "Big" ("x" TEXT);\nINSERT INTO "Big" ${select};`;
    await writeFile(join(migrations, SLOW, 'migration.sql'), slow(`${series} SELECT ${filler} FROM n`));
    const before = (await readdir(migrationsDir)).filter((name) => /^\d{14}_/.test(name)).length;
    for (let kills = 0; kills < times; kills += 1) {
      const base = await sizeOf(store);
      const wanted = base + 200_000 + random.below(12_000_000);
      const child = start(store, migrations);
      const ended = once(child, 'exit');
      await vi.waitFor(async () => expect(await sizeOf(store)).toBeGreaterThan(wanted), {
        timeout: 60_000,
        interval: 3,
      });
      child.kill('SIGKILL');
      expect(await ended).toEqual([null, 'SIGKILL']);
      await vi.waitFor(async () => expect(await store.sql('SELECT * FROM "_prisma_migrations"')).toHaveLength(before));
      await expect(store.sql('SELECT * FROM "Big"')).rejects.toThrow();
    }
    await writeFile(join(migrations, SLOW, 'migration.sql'), slow('VALUES (1)'));
    await isWhole(store, migrations);
    expect(await store.sql('SELECT count(*) FROM "Big"')).toHaveLength(1);
    await isWhole(store, migrations);
  }

  it(`at the start, the first one or a later one, harms nothing, ${KILLS} times`, LIMIT, async () => {
    let store = await fresh();
    const random = seededRandom(27);
    /** Kills starts; `through` is told of one that was ready before the round in which it should die. */
    const die = async (kills: number, turns: number, through: () => Promise<void>): Promise<void> => {
      expect(turns).toBeGreaterThan(5);
      for (let killed = 0, attempt = 0; killed < kills; attempt += 1) {
        expect(attempt).toBeLessThan(KILLS * 5);
        const child = start(store, '', 'die', String(1 + random.below(turns)));
        const ended = once(child, 'exit');
        await allOf(child);
        if ((await ended)[1] === 'SIGKILL') killed += 1;
        else await through();
      }
    };
    await die(KILLS / 2, await turnsOf(await fresh()), async () => {
      // What comes after it would not be a first start any more.
      store = await fresh();
    });
    await fill(store);
    // A later start has less to do.
    await die(KILLS / 2, await turnsOf(store), async () => undefined);
    await isWhole(store);
  });

  /** How many rounds a start takes. */
  async function turnsOf(store: Store): Promise<number> {
    const child = start(store, '');
    const ended = once(child, 'exit');
    let said = '';
    for await (const chunk of child.stdout ?? []) {
      said += String(chunk);
      if (said.includes('\n')) break;
    }
    child.kill('SIGKILL');
    await ended;
    return Number(/open (\d+)/.exec(said)?.[1]);
  }
});

describe.each((await databases()).filter(({ kind }) => kind === 'PostgreSQL'))(
  'several processes on $kind',
  ({ fresh }) => {
    it(
      'number the pieces of a session without holes and without doubles, also while some are merged',
      LIMIT,
      async () => {
        const store = await fresh();
        await fill(store);
        const watcher = await store.open();
        const children = [0, 1, 2, 3].map((who) => start(store, '', 'write', String(who)));
        let isWriting = true;
        const said = Promise.all(children.map(allOf)).finally(() => {
          isWriting = false;
        });
        // Who asks for news in between gets every number once, in order, or a snapshot in their place.
        let seen = 0;
        while (isWriting) {
          const head = (await watcher.journeys.heads([A])).get(A)?.seq ?? 0;
          const { seq, parts } = await watcher.journeys.since(A, seen);
          expect(seq).toBeGreaterThanOrEqual(Math.max(head, seen));
          expect(parts.length).toBeLessThanOrEqual(seq - seen);
          seen = seq;
        }
        const wrote = (await said).flatMap((text) =>
          text.split('\n').flatMap((line) => (line.startsWith('wrote ') ? [JSON.parse(line.slice(6)) as Wrote] : [])),
        );
        expect(wrote).toHaveLength(4 * 40 * 2);
        for (const [id, first] of [
          ['a', 3],
          ['b', 1],
        ] as const) {
          // biome-ignore format: a table
          const numbers = wrote
          .filter((line) => line.id === id)
          .flatMap(({ size, last }) => Array.from({ length: size }, (_, place) => last - place));
          const inOrder = numbers.sort((x, y) => x - y);
          expect(inOrder).toEqual(Array.from({ length: numbers.length }, (_, place) => first + place));
        }
        // The pieces of a batch lie in the order given.
        const stored = await watcher.journeys.load('b' as SessionId);
        for (const { id, who, round, size, last } of wrote.filter((line) => line.id === 'b')) {
          const places = Array.from({ length: size }, (_, place) => (who % 2 ? place : size - 1 - place));
          expect([id, ...stored.parts.slice(last - size, last)]).toEqual([
            id,
            ...places.map((place) => new Uint8Array([who, round, place])),
          ]);
        }
      },
    );
  },
);

type Wrote = {
  readonly id: string;
  readonly who: number;
  readonly round: number;
  readonly size: number;
  readonly last: number;
};
