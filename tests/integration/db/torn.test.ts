import { copyFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { SessionId } from '@/lib/core/ids';
import { type Database, openDatabase } from '@/server/db/database';
import type { Loss } from '@/server/db/loss';
import { DatabaseProblem } from '@/server/db/problem';
import { type SeededRandom, seededRandom } from '../../support/random';
import { photograph } from '../../support/torn-log';
import { tempDir } from './support';

/** Trials of each kind; more on demand: `TORN_TRIALS=1000`. */
const TRIALS = Number(process.env.TORN_TRIALS ?? 0);
const trials = (usual: number): number => Math.max(usual, TRIALS);
const SESSIONS = ['s0', 's1', 's2', 's3'] as SessionId[];

/** Copies of a database with its companions, as a kill would leave them, and how much was acknowledged when they were made. */
type Scene = { readonly dir: string; readonly acked: ReadonlyMap<SessionId, number> };
/** What came of opening it. */
type Outcome = { readonly kind: 'refused' | 'quarantined' | 'lost' | 'whole'; readonly losses: readonly Loss[] };

/** Longest time for so many trials: a few seconds for each, because the machine may be busy. */
const limit = (count: number): number => 60_000 + count * 5_000;

/** A piece tells its number, over and over; a snapshot those of all its pieces. So what is read must be 1, 2, 3 … without a hole. */
const pieceOf = (seq: number): Uint8Array =>
  new Uint8Array(Array.from({ length: 300 }, (_, index) => (index % 2 ? seq & 255 : seq >> 8)));
const upTo = (seq: number): Uint8Array =>
  new Uint8Array(Array.from({ length: seq }, (_, index) => [...pieceOf(index + 1)]).flat());

/** What pieces that say nothing make. */
const nothing = new Y.Doc();

const kept: string[] = [];
afterAll(async () => {
  for (const dir of kept) await rm(dir, { recursive: true, force: true });
});

let inLog: Scene;
let inFile: Scene;
let older: Scene;

beforeAll(async () => {
  const dir = await keptDir();
  const db = await openDatabase({ databaseFile: join(dir, 'x.db') });
  await db.prisma.session.createMany({ data: SESSIONS.map((id) => ({ id, title: id })) });
  const random = seededRandom(4);
  const acked = new Map<SessionId, number>();
  const write = async (batches: number): Promise<void> => {
    for (let batch = 0; batch < batches; batch += 1) await append(db, acked, random);
  };
  const merge = async (sessionId: SessionId): Promise<void> => {
    const seq = acked.get(sessionId) ?? 0;
    await db.journeys.compact(sessionId, seq, upTo(seq));
  };
  await write(25);
  await merge('s0' as SessionId);
  await db.checkpoint();
  older = await sceneOf(dir, acked);
  await write(15);
  await merge('s1' as SessionId);
  await write(15);
  inLog = await sceneOf(dir, acked);
  await db.checkpoint();
  inFile = await sceneOf(dir, acked);
  await db.close();
});

async function append(db: Database, acked: Map<SessionId, number>, random: SeededRandom): Promise<void> {
  const next = new Map(acked);
  const batch = Array.from({ length: 1 + random.below(6) }, () => {
    const sessionId = random.pick(SESSIONS);
    next.set(sessionId, (next.get(sessionId) ?? 0) + 1);
    return { sessionId, data: pieceOf(next.get(sessionId) ?? 0), memberId: null };
  });
  for (const [sessionId, seq] of await db.journeys.append(batch)) acked.set(sessionId, seq);
}

/** A folder for all tests of this file. */
async function keptDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'reisgezel-torn-'));
  kept.push(dir);
  return dir;
}

async function sceneOf(from: string, acked: ReadonlyMap<SessionId, number>): Promise<Scene> {
  const dir = await keptDir();
  await photograph(join(from, 'x.db'), join(dir, 'x.db'));
  return { dir, acked: new Map(acked) };
}

/** Opens a copy that was spoiled. What is served must be what was acknowledged, up to some piece; and less only when it is told. */
async function trial(scene: Scene, spoil: (file: string) => Promise<void>): Promise<Outcome> {
  const file = join(await tempDir(), 'x.db');
  await photograph(join(scene.dir, 'x.db'), file);
  await spoil(file);
  let db: Database;
  try {
    db = await openDatabase({ databaseFile: file });
  } catch (cause) {
    expect(cause).toBeInstanceOf(DatabaseProblem);
    return { kind: 'refused', losses: [] };
  }
  try {
    const kinds: Outcome['kind'][] = [];
    for (const [sessionId, acked] of scene.acked) kinds.push(await served(db, sessionId, acked));
    const kind = (['quarantined', 'lost'] as const).find((worst) => kinds.includes(worst)) ?? 'whole';
    return { kind, losses: db.losses.all() };
  } finally {
    await db.close();
  }
}

async function served(db: Database, sessionId: SessionId, acked: number): Promise<Outcome['kind']> {
  const stored = await db.journeys.load(sessionId).catch(() => null);
  if (!stored) return 'quarantined';
  // Lost numbers are not given out again: they hold pieces that say nothing.
  expect(stored.seq).toBe(acked);
  const { lost } = db.losses.all().find((loss) => loss.sessionId === sessionId) ?? { lost: 0 };
  const kept = stored.parts.slice(0, stored.parts.length - lost);
  expect(Buffer.concat(kept).equals(upTo(acked - lost))).toBe(true);
  for (const part of stored.parts.slice(kept.length)) Y.applyUpdate(nothing, part);
  return lost === 0 ? 'whole' : 'lost';
}

/** Turns one bit over. */
async function flip(file: string, random: SeededRandom): Promise<void> {
  const bytes = await readFile(file);
  const at = random.below(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
  await writeFile(file, bytes);
}

/** How often each outcome came. */
async function tally(count: number, once: () => Promise<Outcome>): Promise<Record<Outcome['kind'], number>> {
  const seen = { refused: 0, quarantined: 0, lost: 0, whole: 0 };
  for (let done = 0; done < count; done += 1) seen[(await once()).kind] += 1;
  // biome-ignore lint/suspicious/noConsole: figures for whoever runs the tests
  console.info(JSON.stringify(seen));
  return seen;
}

describe('a database whose end is torn off (T4)', () => {
  it('gives everything, and tells no loss, when nothing is wrong', async () => {
    for (const scene of [inLog, inFile]) {
      expect(await trial(scene, async () => undefined)).toEqual({ kind: 'whole', losses: [] });
    }
  });

  it(`serves what was acknowledged up to some edit, and tells what is missing, over ${trials(100)} cuts`, {
    timeout: limit(trials(100)),
  }, async () => {
    const random = seededRandom(41);
    const { size } = await stat(join(inLog.dir, 'x.db-wal'));
    const seen = await tally(trials(100), () => trial(inLog, (file) => truncate(`${file}-wal`, random.below(size))));
    expect(seen.lost).toBeGreaterThan(trials(100) / 2);
    expect(seen.quarantined + seen.refused).toBe(0);
  });

  it(`does so over ${trials(60)} bits that flip in the write-ahead log`, { timeout: limit(trials(60)) }, async () => {
    const random = seededRandom(42);
    const seen = await tally(trials(60), () => trial(inLog, (file) => flip(`${file}-wal`, random)));
    expect(seen.lost).toBeGreaterThan(trials(60) / 2);
  });

  it('fills lost numbers with pieces that say nothing', () => {
    expect(Y.encodeStateVector(nothing)).toEqual(Y.encodeStateVector(new Y.Doc()));
    expect(nothing.store.pendingStructs).toBeNull();
  });
});

describe('a database that was put back from an older copy (T4)', () => {
  it('is told session by session', async () => {
    const { losses } = await trial(inLog, async (file) => {
      await copyFile(join(older.dir, 'x.db'), file);
      await truncate(`${file}-wal`, 0);
    });
    const missing = [...inLog.acked].map(([sessionId, seq]) => {
      const left = older.acked.get(sessionId) ?? 0;
      return { sessionId, seq: left, lost: seq - left, since: expect.any(Date) };
    });
    expect(losses).toEqual(missing.filter(({ lost }) => lost > 0));
  });

  it('raises no false alarm over marks that are damaged or gone', async () => {
    const random = seededRandom(43);
    for (let done = 0; done < 20; done += 1) {
      const outcome = await trial(inFile, (file) => flip(`${file}-marks`, random));
      expect(outcome).toEqual({ kind: 'whole', losses: [] });
    }
    expect((await trial(inFile, (file) => writeFile(`${file}-marks`, ''))).losses).toEqual([]);
  });

  it('misses no session that was deleted just before a kill', async () => {
    const [file, killed] = [join(await tempDir(), 'x.db'), join(await tempDir(), 'x.db')];
    await photograph(join(inLog.dir, 'x.db'), file);
    const db = await openDatabase({ databaseFile: file });
    await db.expectGone('s3');
    await db.prisma.session.delete({ where: { id: 's3' } });
    await photograph(file, killed);
    await db.close();
    const again = await openDatabase({ databaseFile: killed });
    expect(again.losses.all()).toEqual([]);
    expect(await again.prisma.session.count()).toBe(3);
    await again.close();
  });
});

describe('a database with a bit that flipped (T5)', () => {
  it(`serves no changed byte, over ${trials(60)} flips`, { timeout: limit(trials(60)) }, async () => {
    const random = seededRandom(51);
    const seen = await tally(trials(60), () => trial(inFile, (file) => flip(file, random)));
    expect(seen.refused + seen.quarantined).toBeGreaterThan(0);
  });
});
