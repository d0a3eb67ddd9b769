import { setImmediate as othersTurn } from 'node:timers/promises';

/** Time as the sync server sees it; given, so that a simulation can run it faster than the wall clock. */
export type Clock = {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Runs once after `ms`; the answer cancels it. */
  readonly after: (ms: number, run: () => void) => () => void;
  /** Runs after everything that is happening right now. */
  readonly soon: (run: () => void) => void;
  /** In the midst of long work: resolves when others had their turn. */
  readonly turn: () => Promise<void>;
};

/** What runs soon. One wake-up for all of it: thousands of pages get their packet in the same turn. */
let soon: (() => void)[] = [];

function runSoon(): void {
  const all = soon;
  soon = [];
  for (const [index, run] of all.entries()) {
    try {
      run();
    } catch (cause) {
      // As if each had its own turn: what one of them throws is not the others' concern.
      for (const later of all.slice(index + 1)) systemClock.soon(later);
      throw cause;
    }
  }
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  soon: (run) => {
    soon.push(run);
    if (soon.length === 1) setImmediate(runSoon);
  },
  turn: () => othersTurn(),
};
