import { describe, expect, it } from 'vitest';
import { Pieces } from '@/server/sync/room/pieces';
import { seededRandom } from '@/tests/support/random';

const SEED = 31;

describe('pieces in one place', () => {
  it(`come back as they went in, whatever their size (seed ${SEED})`, () => {
    const random = seededRandom(SEED);
    const pieces = new Pieces();
    const sizes = [0, 1, 40, 2_000, 70_000];
    const given = Array.from({ length: 2_000 }, () => {
      const size = random.below(100) === 0 ? random.pick(sizes) : random.below(60);
      return Uint8Array.from({ length: size }, () => random.below(256));
    });
    for (const piece of given) pieces.add(piece);
    expect(pieces.length).toBe(given.length);
    expect([...pieces].map((piece) => Buffer.from(piece).toString('hex'))).toEqual(
      given.map((piece) => Buffer.from(piece).toString('hex')),
    );
  });

  it('are copies', () => {
    const pieces = new Pieces();
    const frame = Uint8Array.of(1, 2, 3);
    pieces.add(frame.subarray(1));
    frame.fill(9);
    expect([...pieces].map((piece) => [...piece])).toEqual([[2, 3]]);
  });

  it('do not take more room because one of them is large', () => {
    const [document, letter] = [new Uint8Array(20_000), new Uint8Array(40)];
    const before = process.memoryUsage().arrayBuffers;
    const kept = Array.from({ length: 200 }, () => {
      const pieces = new Pieces();
      pieces.add(document);
      pieces.add(letter);
      return pieces;
    });
    // A document and a letter: hardly more than the document, where doubling it would take three times as much.
    expect((process.memoryUsage().arrayBuffers - before) / kept.length).toBeLessThan(30_000);
    expect(kept.every(({ length }) => length === 2)).toBe(true);
  });
});
