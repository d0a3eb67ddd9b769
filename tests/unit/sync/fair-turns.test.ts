import { describe, expect, it } from 'vitest';
import { FairTurns } from '@/server/sync/door/fair-turns';

/** Turns of the event loop, and time that passes, when the test says so. */
function aLoop() {
  let due: (() => void)[] = [];
  let now = 0;
  return {
    now: () => now,
    pass: (ms: number) => {
      now += ms;
    },
    soon: (run: () => void) => void due.push(run),
    /** One turn, and everything that follows from it without another one. */
    turn: async () => {
      const ready = due;
      due = [];
      for (const run of ready) run();
      await new Promise((done) => setImmediate(done));
    },
    isQuiet: () => due.length === 0,
  };
}

/** Work that begins in some order, and ends when the test says so. */
function someWork(turns: FairTurns) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const ask = (address: string, name: string) =>
    turns.during(address, () => {
      begun.push(name);
      return new Promise<void>((done) => ends.set(name, done));
    });
  return { begun, ask, end: (name: string) => ends.get(name)?.() };
}

describe('turns at the door', () => {
  it('has no more at work than so many, however many ask', async () => {
    const loop = aLoop();
    const { begun, ask, end } = someWork(new FairTurns(loop, 2));
    for (let count = 0; count < 20; count += 1) void ask('here', `${count}`);
    for (let count = 0; count < 10; count += 1) await loop.turn();
    expect(begun).toEqual(['0', '1']);
    end('1');
    for (let count = 0; count < 10; count += 1) await loop.turn();
    expect(begun).toEqual(['0', '1', '2']);
    expect(loop.isQuiet()).toBe(true);
  });

  it('goes round the addresses, so that a crowd at one keeps nobody else waiting', async () => {
    const loop = aLoop();
    const { begun, ask, end } = someWork(new FairTurns(loop, 1));
    for (let count = 0; count < 500; count += 1) void ask('crowd', `crowd ${count}`);
    await loop.turn();
    for (const name of ['anna', 'bram']) void ask(name, name);
    void ask('anna', 'anna again');
    for (let count = 0; count < 8; count += 1) {
      end(begun.at(-1) ?? '');
      for (let turn = 0; turn < 3; turn += 1) await loop.turn();
    }
    expect(begun).toEqual([
      'crowd 0',
      'crowd 1',
      'anna',
      'bram',
      'crowd 2',
      'anna again',
      'crowd 3',
      'crowd 4',
      'crowd 5',
    ]);
  });

  it('lets the loop go on after a slice of time, also when each is over at once', async () => {
    const loop = aLoop();
    const turns = new FairTurns(loop);
    let done = 0;
    const work = async () => {
      loop.pass(1);
      done += 1;
    };
    for (let count = 0; count < 40; count += 1) void turns.during('here', work);
    // Four at the start, and another one for each that ends within eight milliseconds.
    for (let turn = 1; turn <= 5; turn += 1) {
      await loop.turn();
      expect(done).toBe(8 * turn);
    }
    expect(loop.isQuiet()).toBe(true);
  });

  it('passes the answer on, and goes on after a failure', async () => {
    const loop = aLoop();
    const turns = new FairTurns(loop, 1);
    const failing = turns.during('here', () => Promise.reject(new Error('no database')));
    const fine = turns.during('here', async () => 7);
    const outcome = Promise.allSettled([failing, fine]);
    for (let turn = 0; turn < 4; turn += 1) await loop.turn();
    expect(await outcome).toMatchObject([{ status: 'rejected' }, { status: 'fulfilled', value: 7 }]);
  });
});
