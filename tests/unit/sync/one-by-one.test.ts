import { describe, expect, it } from 'vitest';
import { OneByOne } from '@/server/sync/room/one-by-one';
import { handClock } from '@/tests/support/hand-clock';

/** Work that takes time, and what became of it. */
function aDay(pauseAfter: (tookMs: number) => number) {
  const clock = handClock();
  const start = clock.now();
  const turns = new OneByOne(clock, pauseAfter);
  const done: string[] = [];
  const work = (name: string, ms: number, fails = false) =>
    turns.during(() => {
      done.push(`${name} begins at ${clock.now() - start}`);
      return new Promise<string>((end, fail) => {
        clock.after(ms, () => (fails ? fail(new Error(name)) : end(name)));
      });
    });
  return { clock, done, work };
}

describe('what nobody waits for', () => {
  it('is done one after the other, in order, with a pause in between', async () => {
    const { clock, done, work } = aDay(() => 100);
    void work('a', 30);
    void work('b', 10);
    await clock.pass(0);
    await clock.pass(300);
    void work('c', 0);
    await clock.pass(0);
    await clock.pass(200);
    expect(done).toEqual(['a begins at 0', 'b begins at 130', 'c begins at 300']);
  });

  it('leaves more time to others the longer it takes', async () => {
    const { clock, done, work } = aDay((tookMs) => 9 * tookMs);
    void work('a', 30);
    void work('b', 1);
    void work('c', 0);
    await clock.pass(0);
    await clock.pass(1_000);
    expect(done).toEqual(['a begins at 0', 'b begins at 300', 'c begins at 310']);
  });

  it('goes on after what fails, which only its asker hears of', async () => {
    const { clock, done, work } = aDay((tookMs) => tookMs);
    const [a, b] = [work('a', 20, true), work('b', 10)];
    const heard = Promise.allSettled([a, b]);
    await clock.pass(0);
    await clock.pass(100);
    expect(done).toEqual(['a begins at 0', 'b begins at 40']);
    expect(await heard).toMatchObject([{ reason: { message: 'a' } }, { value: 'b' }]);
  });
});
