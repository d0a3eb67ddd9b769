import { beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { answersTo } from '@/lib/collab/hand-in';
import { readJourney } from '@/lib/collab/mirror';
import { gatherUpdates, Unsent } from '@/lib/collab/unsent';
import { newId } from '@/lib/core/ids';
import { aCopy, aSeed, type Copy } from '@/tests/support/collab';
import { aGate, anAuthor } from '@/tests/support/gate';
import { keepSome, WORK } from '@/tests/support/honest-work';
import { type SeededRandom, seededRandom } from '@/tests/support/random';
import { seedBytes, takeOverBytes } from '@/tests/support/seeded-bytes';

beforeAll(takeOverBytes);

/** Somebody who works without a link, and what they have to hand in. */
function aWorker(start: Uint8Array, random: SeededRandom) {
  const copy = aCopy(start, 'facilitator', 2 + random.below(1_000_000));
  const author = anAuthor('facilitator');
  const unsent = new Unsent();
  let edits = 0;
  copy.doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === 'relay') return;
    edits += 1;
    unsent.add(update, edits);
  });
  return { copy, author, unsent, edits: () => edits };
}

const [ADD_PERSONA, ...REST] = WORK;

function work(copy: Copy, random: SeededRandom, turns: number): void {
  for (let turn = 0; turn < turns; turn += 1) {
    keepSome(copy);
    // Together they must stay below what a journey holds.
    const isFull = copy.doc.getMap('personas').size > 15;
    random.pick(isFull || !ADD_PERSONA ? REST : WORK)(copy, random);
  }
}

const receive = (copy: Copy, truth: Y.Doc) =>
  Y.applyUpdate(copy.doc, Y.encodeStateAsUpdate(truth, Y.encodeStateVector(copy.doc)), 'relay');

/** Two people away from one server come back in pieces, and one of them loses the link on the way. */
function aReturn(seed: number) {
  const release = seedBytes(seed, newId);
  const random = seededRandom(seed);
  const start = aSeed('example');
  const { live, judge } = aGate(start);
  const [anna, bram] = [aWorker(start, random), aWorker(start, random)];
  const piece = 200 + random.below(2_000);
  const sizes = { whole: 2 * piece, piece };
  let pieces = 0;
  const handIn = ({ copy, author, unsent, edits }: typeof anna, most: number) => {
    receive(copy, live.doc);
    let covered = 0;
    let taken = 0;
    for (const { update, covers } of answersTo(Y.encodeStateVector(live.doc), copy.doc, unsent, sizes)) {
      expect(judge(update, author, true).kind, `seed ${seed}, piece ${taken}`).not.toBe('refused');
      expect(covers ?? edits(), `seed ${seed}`).toBeGreaterThanOrEqual(covered);
      covered = covers ?? edits();
      taken += 1;
      unsent.forget(covered);
      if (taken === most || covers === undefined) break;
      // Edits that are made meanwhile wait, and so do those of others.
      if (random.below(5) === 0) work(copy, random, 1);
      if (random.below(5) === 0) receive(copy, live.doc);
    }
    pieces += taken;
  };
  work(anna.copy, random, 400);
  work(bram.copy, random, 200);
  handIn(bram, Number.POSITIVE_INFINITY);
  handIn(anna, 1 + random.below(5));
  work(anna.copy, random, 20);
  handIn(anna, Number.POSITIVE_INFINITY);
  receive(bram.copy, live.doc);
  release();
  return { live, anna, bram, pieces };
}

describe('work without a link, of any size', () => {
  it('comes in as pieces that the gate takes one by one, and is whole in the end (40 returns)', () => {
    let all = 0;
    for (let seed = 1; seed <= 40; seed += 1) {
      const { live, anna, bram, pieces } = aReturn(seed);
      for (const { copy } of [anna, bram]) {
        expect(readJourney(live.doc), `seed ${seed}`).toEqual(copy.journey());
        expect(Y.encodeStateVector(live.doc), `seed ${seed}`).toEqual(Y.encodeStateVector(copy.doc));
      }
      expect(anna.unsent.updates, `seed ${seed}`).toEqual([]);
      all += pieces;
    }
    expect(all).toBeGreaterThan(40 * 5);
  });

  it('goes as one answer when it fits in one', () => {
    const start = aSeed('example');
    const random = seededRandom(1);
    const { copy, unsent } = aWorker(start, random);
    work(copy, random, 200);
    const vector = Y.encodeStateVectorFromUpdate(start);
    const rest = Y.encodeStateAsUpdate(copy.doc, vector);
    const answersOf = (whole: number) => [...answersTo(vector, copy.doc, unsent, { whole, piece: 2_000 })];
    expect(answersOf(rest.length)).toEqual([{ update: rest }]);
    expect(answersOf(rest.length - 1).length).toBeGreaterThan(1);
  });

  it('stays within the size of a piece, and says with each how many edits are in', () => {
    const random = seededRandom(7);
    const { copy, unsent, edits } = aWorker(aSeed('example'), random);
    work(copy, random, 300);
    const answers = [...unsent.gathered(1_000)];
    expect(answers.length).toBeGreaterThan(10);
    expect(answers.at(-1)?.covers).toBe(edits());
    const largest = Math.max(...unsent.updates.map(({ length }) => length));
    for (const { update } of answers) expect(update.length).toBeLessThanOrEqual(Math.max(1_000, largest));
  });

  it('of an earlier visit counts as in when all of it is', () => {
    const updates = gatherUpdates(
      Array.from({ length: 300 }, (_, count) => {
        const doc = new Y.Doc();
        doc.getMap('m').set('key', `${count}`.repeat(50));
        return Y.encodeStateAsUpdate(doc);
      }),
      2_000,
    );
    const unsent = new Unsent({ count: 300, updates });
    unsent.add(updates[0] as Uint8Array, 301);
    const covers = [...unsent.gathered(2_000)].map((piece) => piece.covers);
    expect(covers.length).toBeGreaterThan(3);
    expect(new Set(covers.slice(0, -2))).toEqual(new Set([0]));
    expect(covers.at(-1)).toBe(301);
    unsent.forget(299);
    expect(unsent.updates).toHaveLength(updates.length + 1);
    unsent.forget(300);
    expect(unsent.updates).toHaveLength(1);
  });

  it('says the same in one update as in thousands', () => {
    const start = aSeed('example');
    const { copy, unsent } = aWorker(start, seededRandom(3));
    const [id] = copy.journey().touchpoints.keys();
    if (!id) throw new Error('no touchpoint');
    for (let count = 0; count < 4_000; count += 1) {
      copy.done('spliceMessage', { id, index: 0, remove: count % 2, insert: 'a' });
    }
    const [all, ...none] = gatherUpdates(unsent.updates, 10_000_000);
    expect(none).toEqual([]);
    const { live, judge } = aGate(start);
    expect(all && judge(all).kind).toBe('news');
    expect(readJourney(live.doc)).toEqual(copy.journey());
  });
});
