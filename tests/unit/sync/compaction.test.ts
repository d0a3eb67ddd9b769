import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { SessionId } from '@/lib/core/ids';
import type { JourneyLog } from '@/server/db/contract';
import { Compaction } from '@/server/sync/room/compaction';
import { Line } from '@/server/sync/room/line';
import { LiveDocument } from '@/server/sync/room/live-document';
import { OneByOne } from '@/server/sync/room/one-by-one';
import type { Sight } from '@/server/sync/room/sight';
import { handClock } from '@/tests/support/hand-clock';

const sessionId = 'session' as SessionId;

/** A room of which the first `stored` pieces are on disk. */
function aRoom(stored: number) {
  const clock = handClock();
  const line = new Line();
  const live = new LiveDocument();
  const written: string[] = [];
  const journeys = {
    compact: async (_sessionId: SessionId, seq: number) => void written.push(`up to ${seq}`),
  } as unknown as JourneyLog;
  const sight = {
    onDisk: async (look: (doc: Y.Doc) => unknown) => {
      written.push('from the disk');
      return look(new Y.Doc());
    },
  } as unknown as Sight;
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const parts = Array.from({ length: stored }, () => new Uint8Array(2));
  const compaction = new Compaction({ sessionId, live, line, sight }, { seq: stored, parts }, {
    journeys,
    log,
    clock,
    compactEvery: 1_000,
    turns: { compacting: new OneByOne(clock, () => 100) },
  } as never);
  let last = stored;
  /** Pieces reach the disk: of this process, or of another one. */
  const grow = async (count: number, isOurs = true) => {
    last += count;
    if (isOurs) compaction.noteStored(count, last, () => compaction.run(last));
    await clock.pass(0);
  };
  const wait = () => line.add({ sessionId, data: new Uint8Array(2), memberId: null }, () => undefined);
  return { clock, line, written, grow, wait, compaction };
}

describe('making a long log one piece while people work', () => {
  it('happens after every thousandth piece, by the process that stored it', async () => {
    const { clock, written, grow } = aRoom(998);
    await grow(1);
    expect(written).toEqual([]);
    await grow(1);
    expect(written).toEqual(['up to 1000']);
    await clock.pass(1_000);
    await grow(500);
    await grow(600, false);
    await grow(300);
    expect(written).toEqual(['up to 1000']);
    await grow(700);
    expect(written).toEqual(['up to 1000', 'up to 3100']);
  });

  it('waits for a moment in which nothing is on its way to the disk, so that the document serves', async () => {
    const { clock, line, written, grow, wait } = aRoom(990);
    wait();
    wait();
    await grow(10);
    await clock.pass(500);
    line.pass(1);
    await grow(1);
    expect(written).toEqual([]);
    line.pass(1);
    await grow(1);
    expect(written).toEqual(['up to 1002']);
  });

  it('is left when the room is freed meanwhile: its document may hold what never reached the disk', async () => {
    const { clock, line, written, grow, wait, compaction } = aRoom(990);
    wait();
    await grow(10);
    compaction.stop();
    line.abandon();
    await clock.pass(2_000);
    expect(written).toEqual([]);
  });

  it('reads the disk when there is no such moment for a second', async () => {
    const { clock, written, grow, wait } = aRoom(990);
    wait();
    await grow(10);
    await clock.pass(999);
    expect(written).toEqual([]);
    await clock.pass(1);
    expect(written).toEqual(['from the disk', 'up to 1000']);
  });
});
