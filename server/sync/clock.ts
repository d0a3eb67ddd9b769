/** Time as the sync server sees it; given, so that a simulation can run it faster than the wall clock. */
export type Clock = {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Runs once after `ms`; the answer cancels it. */
  readonly after: (ms: number, run: () => void) => () => void;
  /** Runs after everything that is happening right now. */
  readonly soon: (run: () => void) => void;
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
};
