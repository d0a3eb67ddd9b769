import { describe, expect, it } from 'vitest';
import type { MemberId, SessionId } from '@/lib/core/ids';
import type { JourneyLog } from '@/server/db/contract';
import { Writer } from '@/server/sync/room/writer';
import { unwatched } from '@/server/sync/watch';
import { handClock } from '@/tests/support/hand-clock';

const quiet = { info: () => undefined, warn: () => undefined };
const sink = { sending: () => undefined, stored: () => undefined, gone: () => undefined, restored: () => undefined };

/** A writer on a log that only notes when batches came, and how many pieces were in each. */
function aWriter({ sessions = 1_000, writingMs = 0, processes = 1 } = {}) {
  const clock = handClock();
  const batches: { readonly at: number; readonly pieces: number }[] = [];
  const start = clock.now();
  const journeys: Pick<JourneyLog, 'append'> = {
    append: async (batch) => {
      batches.push({ at: clock.now() - start, pieces: batch.length });
      if (writingMs > 0) await new Promise<void>((done) => clock.after(writingMs, done));
      return new Map(batch.map(({ sessionId }) => [sessionId, 1]));
    },
  };
  const writer = new Writer(journeys as JourneyLog, clock, quiet, unwatched, () => processes);
  let added = 0;
  const add = () => {
    added += 1;
    const sessionId = `session-${added % sessions}` as SessionId;
    writer.add({ sessionId, data: Uint8Array.of(0, 0), memberId: 'm' as MemberId }, sink);
  };
  /** One piece after the other for a while, at a steady pace. */
  const type = async (pauseMs: number, ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += pauseMs) {
      add();
      await clock.pass(pauseMs);
    }
  };
  return { clock, batches, add, type };
}

const pausesOf = (batches: readonly { readonly at: number }[]): readonly number[] =>
  batches.slice(1).map(({ at }, index) => at - (batches[index]?.at ?? 0));

describe('how long edits wait for company before they are stored', () => {
  it('is five milliseconds while little comes in', async () => {
    const { clock, batches, add } = aWriter();
    await clock.pass(1_000);
    add();
    await clock.pass(4);
    expect(batches).toEqual([]);
    await clock.pass(1);
    expect(batches).toEqual([{ at: 1_005, pieces: 1 }]);
  });

  it('grows with what comes in, to twenty-five milliseconds and no further', async () => {
    const calm = aWriter();
    await calm.type(50, 2_000);
    expect(calm.batches.length).toBe(40);
    const busy = aWriter();
    await busy.type(1, 2_000);
    expect(Math.max(...pausesOf(busy.batches.slice(5)))).toBeLessThanOrEqual(24);
    expect(Math.min(...pausesOf(busy.batches.slice(5)))).toBeGreaterThanOrEqual(22);
    const crowded = aWriter();
    await crowded.type(0.1, 2_000);
    expect(new Set(pausesOf(crowded.batches.slice(5)).map(Math.round))).toEqual(new Set([25]));
  });

  it('goes on while the batch before is written, and not from there on', async () => {
    const slow = aWriter({ writingMs: 15 });
    await slow.type(0.1, 2_000);
    expect(new Set(pausesOf(slow.batches.slice(5)).map(Math.round))).toEqual(new Set([25]));
    const slower = aWriter({ writingMs: 80 });
    await slower.type(0.1, 2_000);
    expect(Math.max(...pausesOf(slower.batches.slice(5)))).toBeLessThanOrEqual(86);
  });

  it('grows with the processes that share the work: two that get half each store as often as one that gets all, together', async () => {
    const alone = aWriter();
    await alone.type(2, 4_000);
    const half = aWriter({ processes: 2 });
    await half.type(4, 4_000);
    expect((2 * half.batches.length) / alone.batches.length).toBeGreaterThan(0.8);
    expect((2 * half.batches.length) / alone.batches.length).toBeLessThan(1.2);
    expect(Math.max(...pausesOf(half.batches.slice(5)))).toBeLessThanOrEqual(40);
    const crowded = aWriter({ processes: 2 });
    await crowded.type(0.1, 2_000);
    expect(new Set(pausesOf(crowded.batches.slice(5)).map(Math.round))).toEqual(new Set([40]));
  });

  it('does not grow because one session is written in far too fast', async () => {
    const flooded = aWriter({ sessions: 1 });
    await flooded.type(0.1, 2_000);
    expect(Math.max(...pausesOf(flooded.batches.slice(5)))).toBeLessThanOrEqual(9);
  });

  it('shrinks again when it becomes quiet', async () => {
    const { clock, batches, add, type } = aWriter();
    await type(0.1, 500);
    await clock.pass(5_000);
    add();
    await clock.pass(60);
    const at = clock.now();
    add();
    await clock.pass(6);
    expect(clock.now() - at).toBe(6);
    expect(batches.at(-1)?.pieces).toBe(1);
    expect(batches.at(-1)?.at).toBeGreaterThan(batches.at(-2)?.at ?? 0);
  });
});
