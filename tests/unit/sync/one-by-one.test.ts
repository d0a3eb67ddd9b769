import { describe, expect, it } from 'vitest';
import { OneByOne } from '@/server/sync/room/one-by-one';
import { handClock } from '@/tests/support/hand-clock';

describe('what nobody waits for', () => {
  it('is done one after the other, in order, with a tenth of a second in between', async () => {
    const clock = handClock();
    const start = clock.now();
    const unhurried = new OneByOne(clock);
    const done: string[] = [];
    const work = (name: string, ms: number) => () =>
      new Promise<void>((end) => {
        done.push(`${name} begins at ${clock.now() - start}`);
        clock.after(ms, end);
      });
    unhurried.add(work('a', 30));
    unhurried.add(work('b', 10));
    await clock.pass(0);
    await clock.pass(300);
    unhurried.add(work('c', 0));
    await clock.pass(0);
    await clock.pass(200);
    expect(done).toEqual(['a begins at 0', 'b begins at 130', 'c begins at 300']);
  });
});
