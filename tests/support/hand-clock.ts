import type { Clock } from '@/server/sync/clock';

/** A clock that stands still until the test moves it. */
export type HandClock = Clock & {
  /** Lets time pass; everything that falls due runs at its own moment, in order. Promises in between are settled. */
  readonly pass: (ms: number) => Promise<void>;
};

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

/** Starts at a moment that is no special one. */
export function handClock(start = 1_764_000_000_000): HandClock {
  let now = start;
  const due = new Set<{ readonly at: number; readonly run: () => void }>();
  const after: Clock['after'] = (ms, run) => {
    const entry = { at: now + ms, run };
    due.add(entry);
    return () => void due.delete(entry);
  };
  return {
    now: () => now,
    after,
    soon: (run) => queueMicrotask(run),
    turn: () => Promise.resolve(),
    pass: async (ms) => {
      const end = now + ms;
      for (;;) {
        const next = [...due].sort((one, other) => one.at - other.at)[0];
        if (!next || next.at > end) break;
        due.delete(next);
        now = next.at;
        next.run();
        await settle();
      }
      now = end;
      await settle();
    },
  };
}
