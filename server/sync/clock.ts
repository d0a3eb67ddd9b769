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

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  soon: (run) => {
    setImmediate(run);
  },
  turn: () => othersTurn(),
};
