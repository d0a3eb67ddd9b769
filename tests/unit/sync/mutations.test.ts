import { beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { newDocument } from '@/lib/collab/document';
import { newId } from '@/lib/core/ids';
import { aCopy, aSeed } from '@/tests/support/collab';
import { aGate, anAuthor } from '@/tests/support/gate';
import { keepSome, WORK } from '@/tests/support/honest-work';
import { MUTATIONS } from '@/tests/support/mutations';
import { type SeededRandom, seededRandom } from '@/tests/support/random';
import { seedBytes, takeOverBytes } from '@/tests/support/seeded-bytes';

/** How many broken updates in all. */
const COUNT = Number(process.env.MUTATIONS ?? 12_000);
/** How many of one real update. */
const EACH = 60;
const SEED = Number(process.env.MUTATION_SEED ?? 18);
/** Ends a run that hangs; far more than it takes (milliseconds). */
const HANG_MS = 120_000 + COUNT * 10;
const NAMES = Object.keys(MUTATIONS);

beforeAll(takeOverBytes);

/** A real update, with the journey that it belongs to: one edit, or everything of a while in which the link was down. */
type Sample = { readonly before: Uint8Array; readonly update: Uint8Array; readonly isAnswer: boolean };

/** Real updates of every kind of work, undo included. */
function samplesOf(random: SeededRandom, wanted: number): readonly Sample[] {
  const copy = aCopy(aSeed('example'), 'facilitator', 2 + random.below(1_000_000));
  const samples: Sample[] = [];
  let away: { readonly before: Uint8Array; readonly vector: Uint8Array } | undefined;
  for (let turn = 0; samples.length < wanted; turn += 1) {
    const before = Y.encodeStateAsUpdate(copy.doc);
    const vector = Y.encodeStateVector(copy.doc);
    keepSome(copy);
    WORK[turn % WORK.length]?.(copy, random);
    const update = Y.encodeStateAsUpdate(copy.doc, vector);
    if (Y.decodeUpdate(update).structs.length > 0) samples.push({ before, update, isAnswer: false });
    away ??= { before, vector };
    if (turn % 10 !== 9) continue;
    samples.push({ before: away.before, update: Y.encodeStateAsUpdate(copy.doc, away.vector), isAnswer: true });
    away = undefined;
  }
  return samples;
}

/** Sends many broken forms of one update to a gate. Whatever passes must be all that the document holds. */
function breakOne({ before, update, isAnswer }: Sample, other: Uint8Array, random: SeededRandom, tally: Tally): void {
  const { judge, live, passed } = aGate(before);
  const [owner, stranger] = [anAuthor('facilitator'), anAuthor()];
  for (let count = 0; count < EACH; count += 1) {
    const name = random.pick(NAMES);
    const bytes = MUTATIONS[name]?.(update, other, random) ?? update;
    const at = performance.now();
    const { kind } = judge(bytes, random.below(2) === 0 ? owner : stranger, isAnswer);
    tally.spent.push(performance.now() - at);
    tally.verdicts[kind] += 1;
  }
  const stored = newDocument();
  Y.applyUpdate(stored, before);
  for (const piece of passed) Y.applyUpdate(stored, piece);
  expect(stored.store.pendingStructs).toBeNull();
  expect(stored.store.pendingDs).toBeNull();
  expect(live.doc.store.pendingStructs).toBeNull();
  expect(live.doc.store.pendingDs).toBeNull();
  // Nothing half applied, nothing kept that was refused: memory equals disk.
  expect(Y.equalSnapshots(Y.snapshot(live.doc), Y.snapshot(stored))).toBe(true);
  expect(live.doc.toJSON()).toEqual(stored.toJSON());
  expect([...live.doc.share.keys()].sort()).toEqual([...stored.share.keys()].sort());
  // The real one still fits, unless a broken form of it took its place.
  const { kind } = judge(update, owner, isAnswer);
  if (passed.length === 0) expect(kind).toBe('news');
}

type Tally = { readonly verdicts: Record<'news' | 'known' | 'refused', number>; readonly spent: number[] };

describe('broken updates at the gate (T18, S12)', () => {
  it(`never crash it, and are taken wholly or not at all (${COUNT} of them)`, { timeout: HANG_MS }, () => {
    const release = seedBytes(SEED, newId);
    const random = seededRandom(SEED);
    const samples = samplesOf(random, Math.ceil(COUNT / EACH));
    const tally: Tally = { verdicts: { news: 0, known: 0, refused: 0 }, spent: [] };
    samples.forEach((sample, index) => {
      const seed = SEED + index;
      try {
        breakOne(sample, random.pick(samples).update, seededRandom(seed), tally);
      } catch (cause) {
        throw new Error(`update ${index} of seed ${SEED}`, { cause });
      }
    });
    release();
    const { verdicts, spent } = tally;
    expect(spent.length).toBeGreaterThanOrEqual(COUNT);
    expect(verdicts.refused).toBeGreaterThan(COUNT / 2);
    expect(verdicts.news).toBeGreaterThan(0);
    const sorted = [...spent].sort((a, b) => a - b);
    const at = (part: number) => (sorted[Math.floor(part * (sorted.length - 1))] ?? 0).toFixed(2);
    // biome-ignore lint/suspicious/noConsole: the figures are worth knowing, and no test can hold a busy machine to them
    console.info(
      `${spent.length} broken updates: ${JSON.stringify(verdicts)}; ms each: half ${at(0.5)}, 99 % ${at(0.99)}, most ${at(1)}`,
    );
  });
});
