import { appendFile, copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SessionId } from '@/lib/core/ids';
import { type Database, openDatabase } from '@/server/db/database';
import { lossOf } from '@/server/db/loss';
import { textOf } from '@/server/db/sqlite/marks-file';
import { photograph, putBackTorn } from '../../support/torn-log';
import { tempDir } from './support';

const [S1, S2, WHOLE] = ['s1', 's2', 'whole'] as SessionId[] as [SessionId, SessionId, SessionId];
/** Stored before the checkpoint in each session, and after it. */
const BEFORE = 5;
const AFTER = new Map([
  [S1, 2],
  [S2, 4],
  [WHOLE, 0],
]);

let dir: string;
/** When the last piece of `S2` that is left was stored. */
let since: Date;

async function add(db: Database, sessionId: SessionId, count: number): Promise<void> {
  const piece = { sessionId, data: Uint8Array.of(1, 2, 3), memberId: null };
  if (count > 0) await db.journeys.append(Array.from({ length: count }, () => piece));
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'reisgezel-losses-'));
  const file = join(dir, 'x.db');
  const db = await openDatabase({ databaseFile: file });
  await db.prisma.session.createMany({ data: [...AFTER.keys()].map((id) => ({ id, title: id })) });
  for (const id of AFTER.keys()) await add(db, id, BEFORE);
  await db.checkpoint();
  const { createdAt } = await db.prisma.journeyUpdate.findFirstOrThrow({ where: { sessionId: S2, seq: BEFORE } });
  since = createdAt;
  await photograph(file, `${file}-older`);
  for (const [id, count] of AFTER) await add(db, id, count);
  await photograph(file, `${file}-killed`);
  await db.close();
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** A database that lost what came after its checkpoint, and does not know it yet. */
async function aLoss(): Promise<string> {
  const file = join(await tempDir(), 'x.db');
  await putBackTorn(join(dir, 'x.db-killed'), file);
  return file;
}

/** One run of a server: opens a database, uses it, and closes it in an orderly way. */
async function run<T>(file: string, use: (db: Database) => T | Promise<T>): Promise<T> {
  const db = await openDatabase({ databaseFile: file });
  try {
    return await use(db);
  } finally {
    await db.close();
  }
}

const lostIn = (sessionId: SessionId) => ({ sessionId, seq: BEFORE, lost: AFTER.get(sessionId) ?? 0 });

describe('a loss that was noticed (T4)', () => {
  it('is told at every start until somebody has seen it, session by session', async () => {
    const file = await aLoss();
    const told = await run(file, ({ losses }) => losses.all());
    expect(told).toMatchObject([lostIn(S1), lostIn(S2)]);
    expect(lossOf(told, S2)).toEqual({ edits: 4, since });
    await run(file, async ({ losses }) => {
      expect(losses.all()).toEqual(told);
      await losses.forget(S1);
      expect(losses.all()).toMatchObject([lostIn(S2)]);
    });
    await run(file, ({ losses }) => expect(losses.all()).toMatchObject([lostIn(S2)]));
  });

  it('is told after a kill too, whichever step of the start that came after', async () => {
    const file = await aLoss();
    const [halfway, done] = [`${file}-halfway`, `${file}-done`];
    await photograph(file, halfway);
    const told = await run(file, async ({ losses }) => {
      await photograph(file, done);
      return losses.all();
    });
    // The loss is kept, the numbers are not given away yet.
    await appendFile(`${halfway}-marks`, textOf({ marks: new Map(), losses: told }));
    for (const copy of [halfway, done]) {
      await run(copy, async ({ losses, journeys }) => {
        expect(losses.all()).toEqual(told);
        for (const [id, count] of AFTER) expect((await journeys.load(id)).seq).toBe(BEFORE + count);
      });
    }
  });

  it('gives no number out twice, and counts what is lost once, also when it is lost again', async () => {
    const file = await aLoss();
    await run(file, async (db) => {
      await add(db, S2, 1);
      expect((await db.journeys.load(S2)).seq).toBe(BEFORE + 4 + 1);
      await db.checkpoint();
      await add(db, S2, 1);
      await photograph(file, `${file}-later`);
    });
    await putBackTorn(`${file}-later`, file);
    await run(file, ({ losses }) => expect(lossOf(losses.all(), S2)).toEqual({ edits: 4 + 1, since }));
    await copyFile(join(dir, 'x.db-older'), file);
    await run(file, async ({ losses, journeys }) => {
      expect(lossOf(losses.all(), S2)).toEqual({ edits: 4 + 2, since });
      expect((await journeys.load(S2)).seq).toBe(BEFORE + 4 + 2);
    });
  });

  it('leaves a session that is damaged as it is', async () => {
    const file = await aLoss();
    await run(file, ({ prisma }) => prisma.journeyHead.update({ where: { sessionId: WHOLE }, data: { seq: 2 } }));
    const marks = new Map([[WHOLE as string, BEFORE]]);
    await appendFile(`${file}-marks`, textOf({ marks, losses: [] }));
    await run(file, async ({ journeys, prisma }) => {
      await expect(journeys.load(WHOLE)).rejects.toThrow(/the last number of session/);
      expect(await prisma.journeyUpdate.count({ where: { sessionId: WHOLE } })).toBe(BEFORE);
    });
  });

  it('is not told of a session that is deleted, and of one that is gone altogether for 30 days', async () => {
    const file = await aLoss();
    await run(file, async ({ losses, prisma, expectGone }) => {
      await expectGone(S2);
      await prisma.session.delete({ where: { id: S2 } });
      expect(losses.all()).toMatchObject([lostIn(S1)]);
    });
    const gone = (sessionId: string, days: number) => ({
      ...{ sessionId, seq: 0, lost: 3 },
      since: new Date(Date.now() - days * 86_400_000),
    });
    const losses = [gone('gone', 29), gone('long-gone', 31)];
    await appendFile(`${file}-marks`, textOf({ marks: new Map(), losses }));
    await run(file, ({ losses }) => {
      expect(losses.all().map(({ sessionId }) => sessionId)).toEqual([S1, 'gone']);
    });
  });
});
