import { describe, expect, it } from 'vitest';
import type { SessionId } from '@/lib/core/ids';
import type { StoredJourney } from '@/server/db/contract';
import { Others } from '@/server/sync/cluster/others';
import { noRelay, type RelayedPiece } from '@/server/sync/cluster/relay';
import { handClock } from '@/tests/support/hand-clock';

const sessionId = 'session' as SessionId;
const piece = (name: number): RelayedPiece => ({ data: Uint8Array.of(name), memberId: null });

/** A room that knows the log up to piece 10, on a database that may go back or not. */
function aRoom({ mayGoBack = true, isShared = true } = {}) {
  const told: string[] = [];
  const known = new Set<number>();
  let say: (first: number, pieces: readonly RelayedPiece[]) => void = () => undefined;
  let stored: Partial<StoredJourney> = {};
  let questions = 0;
  const clock = handClock();
  const relay = {
    ...noRelay,
    isShared,
    follow: (_id: SessionId, { onStored }: { onStored: typeof say }) => {
      say = onStored;
      return () => undefined;
    },
  };
  const takeIn = {
    next: ({ data }: RelayedPiece) => void known.add(data[0] ?? 0),
    rest: () => undefined,
    restored: () => void told.push('restored'),
    has: ({ data }: RelayedPiece) => known.has(data[0] ?? 0),
    wentBack: () => void told.push('went back'),
    progressed: () => undefined,
  };
  const since = async (): Promise<StoredJourney> => {
    questions += 1;
    return { seq: 10, restored: 0, parts: [], authors: new Map(), ...stored };
  };
  const deps = { journeys: { mayGoBack, since }, relay, log: { warn: () => undefined }, clock } as never;
  const others = new Others(sessionId, { seq: 10, restored: 0 }, takeIn, deps);
  return {
    others,
    told,
    clock,
    questions: () => questions,
    say: (first: number, pieces: readonly RelayedPiece[]) => say(first, pieces),
    onDisk: (seq: number) => {
      stored = { seq };
    },
  };
}

describe('that the database went back to an earlier moment', () => {
  it('is told by a last number that is lower than what was known when it was asked', () => {
    const { others, told } = aRoom();
    others.noteHead({ seq: 10, restored: 0 }, 10);
    // Asked before the last piece was stored.
    others.noteHead({ seq: 9, restored: 0 }, 9);
    expect(told).toEqual([]);
    others.noteHead({ seq: 9, restored: 0 }, 10);
    expect(told).toEqual(['went back']);
  });

  it('is told by a number for our own piece that was known when it was sent', () => {
    const { others, told } = aRoom();
    others.sending();
    others.stored(11, [piece(1), piece(2)]);
    others.sending();
    others.stored(13, [piece(3)]);
    expect(told).toEqual([]);
    others.sending();
    others.stored(12, [piece(4)]);
    expect(told).toEqual(['went back']);
  });

  it('is not told by our own piece that came back from the disk before the answer did', async () => {
    const { others, told, onDisk } = aRoom();
    others.sending();
    onDisk(11);
    await others.caughtUp();
    expect(others.seq).toBe(11);
    others.stored(11, [piece(1)]);
    expect(told).toEqual([]);
  });

  it('is told by another process that gives a known number to something new, not by one that repeats itself', () => {
    const { told, say } = aRoom();
    say(11, [piece(1), piece(2)]);
    say(11, [piece(1), piece(2)]);
    expect(told).toEqual([]);
    say(12, [piece(3)]);
    expect(told).toEqual(['went back']);
  });

  it('is not looked for in what others say where a database cannot go back', () => {
    const { told, say } = aRoom({ mayGoBack: false });
    say(10, [piece(3)]);
    expect(told).toEqual([]);
  });

  it.each([
    [true, 1],
    [false, 0],
  ])(
    'makes nobody look for pieces that this process itself is storing, when it is the only one (%s)',
    async (isShared, times) => {
      const { others, clock, questions } = aRoom({ isShared });
      others.noteHead({ seq: 12, restored: 0 }, 10);
      await clock.pass(300);
      expect(questions()).toBe(times);
    },
  );
});
