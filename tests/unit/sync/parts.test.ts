import * as decoding from 'lib0/decoding';
import { describe, expect, it } from 'vitest';
import { cutInParts, PART_BYTES, type Part, readPart } from '@/lib/collab/parts';
import { MAX_FRAME, MAX_MESSAGE, MESSAGE, SYNC } from '@/lib/collab/protocol';
import type { Clock } from '@/server/sync/clock';
import { Budget } from '@/server/sync/links/budget';
import { Parts } from '@/server/sync/links/parts';
import { seededRandom } from '@/tests/support/random';

/** A frame with edits of that many bytes. */
function aFrame(length: number): Uint8Array {
  const frame = Uint8Array.from({ length }, (_, index) => index % 251);
  frame.set([MESSAGE.sync, SYNC.update]);
  return frame;
}

function partsOf(frame: Uint8Array, id = 1): readonly Part[] {
  return cutInParts(frame, id).map((part) => {
    expect(part.length).toBeLessThanOrEqual(MAX_FRAME);
    const decoder = decoding.createDecoder(part);
    expect(decoding.readVarUint(decoder)).toBe(MESSAGE.part);
    return readPart(decoder);
  });
}

/** A clock that stands still until its one timer is let go. */
function aReceiver(budget = new Budget(64 * 1_024 * 1_024)) {
  let due: (() => void) | null = null;
  let slow = 0;
  const clock: Clock = {
    now: () => 0,
    after: (_ms, run) => {
      due = run;
      return () => {
        due = null;
      };
    },
    soon: (run) => run(),
    turn: () => Promise.resolve(),
  };
  const parts = new Parts(budget, clock, () => {
    slow += 1;
  });
  return { parts, isWaiting: () => due !== null, timeOut: () => due?.(), slow: () => slow };
}

describe('frames in pieces', () => {
  it('come out as they went in, of every size', () => {
    const { parts, isWaiting } = aReceiver();
    const sizes = [2, PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, MAX_FRAME + 1, 3 * PART_BYTES, MAX_MESSAGE];
    for (const [id, size] of sizes.entries()) {
      const frame = aFrame(size);
      const results = partsOf(frame, id).map((part) => parts.add(part));
      expect(results.slice(0, -1).every((result) => result === 'more')).toBe(true);
      const whole = results.at(-1);
      expect(whole instanceof Uint8Array && Buffer.from(whole).equals(frame)).toBe(true);
      expect(isWaiting()).toBe(false);
    }
  });

  it('are refused before they take memory when the whole is too large', () => {
    const { parts } = aReceiver(new Budget(0));
    const [first] = partsOf(aFrame(2 * MAX_MESSAGE));
    expect(first && parts.add(first)).toBe('tooLarge');
    const { parts: roomy } = aReceiver();
    expect(
      partsOf(aFrame(MAX_MESSAGE + 1))
        .map((part) => roomy.add(part))
        .at(-1),
    ).toBe('tooLarge');
  });

  it('never mix, skip, come twice or hide anything but edits', () => {
    const good = partsOf(aFrame(3 * PART_BYTES));
    const [one, two, three] = good;
    if (!one || !two || !three) throw new Error('no parts');
    const other = { ...two, id: 2 };
    const wrong: readonly (readonly Part[])[] = [
      [two],
      [one, one],
      [one, three],
      [one, other],
      [one, { ...two, total: 4 }],
      [one, { ...two, bytes: two.bytes.subarray(1) }],
      [one, two, { ...three, bytes: new Uint8Array(PART_BYTES + 1) }],
      [{ ...one, total: 0 }],
      [{ ...one, index: -1 }],
    ];
    for (const sequence of wrong) {
      const { parts } = aReceiver();
      expect(sequence.map((part) => parts.add(part)).at(-1)).toBe('broken');
    }
    for (const hidden of [MESSAGE.awareness, MESSAGE.part, MESSAGE.beat, 77]) {
      const frame = aFrame(PART_BYTES + 5);
      frame[0] = hidden;
      const { parts } = aReceiver();
      expect(
        partsOf(frame)
          .map((part) => parts.add(part))
          .at(-1),
      ).toBe('broken');
    }
    const question = aFrame(100);
    question[1] = SYNC.step1;
    const { parts } = aReceiver();
    expect(partsOf(question).map((part) => parts.add(part))).toEqual(['broken']);
  });

  it('share what memory there is, and give it back when done, stopped or gone', () => {
    const budget = new Budget(2 * PART_BYTES);
    const [one, two] = partsOf(aFrame(2 * PART_BYTES));
    if (!one || !two) throw new Error('no parts');
    const [anna, bram, carla] = [aReceiver(budget), aReceiver(budget), aReceiver(budget)];
    expect([anna.parts.add(one), bram.parts.add(one), carla.parts.add(one)]).toEqual(['more', 'more', 'full']);
    bram.parts.stop();
    bram.parts.stop();
    expect(anna.parts.add(two)).toBeInstanceOf(Uint8Array);
    const dora = aReceiver(budget);
    expect([dora.parts.add(one), dora.parts.add(two)].at(-1)).toBeInstanceOf(Uint8Array);
  });

  it('are given up when the rest does not come', () => {
    const { parts, slow, timeOut, isWaiting } = aReceiver();
    const [one] = partsOf(aFrame(2 * PART_BYTES));
    if (!one) throw new Error('no parts');
    parts.add(one);
    expect([isWaiting(), slow()]).toEqual([true, 0]);
    timeOut();
    expect(slow()).toBe(1);
    parts.stop();
    expect(isWaiting()).toBe(false);
  });

  it('hold for random sequences (T19)', () => {
    const random = seededRandom(19);
    const good = [...partsOf(aFrame(3 * PART_BYTES), 1), ...partsOf(aFrame(2 * PART_BYTES), 2)];
    const budget = new Budget(8 * PART_BYTES);
    const counts: Record<string, number> = {};
    for (let round = 0; round < 2_500; round += 1) {
      const { parts } = aReceiver(budget);
      for (let steps = 1 + random.below(6); steps > 0; steps -= 1) {
        const part = random.below(3) > 0 ? good[(4 - steps + 5) % 5] : random.pick(good);
        const added = part && parts.add(part);
        const kind = added instanceof Uint8Array ? 'whole' : String(added);
        counts[kind] = (counts[kind] ?? 0) + 1;
        if (added !== 'more') break;
      }
      parts.stop();
    }
    expect(counts.broken).toBeGreaterThan(500);
    // Everything was given back.
    const { parts } = aReceiver(budget);
    for (const part of partsOf(aFrame(8 * PART_BYTES))) expect(parts.add(part)).not.toBe('full');
  });
});
