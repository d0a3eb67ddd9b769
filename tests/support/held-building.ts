import { type Clock, systemClock } from '@/server/sync/clock';

/** How long rooms are waited for, by which the timer is known (milliseconds). */
const PATIENCE_MS = 5_000;

/** A clock with which documents are built only when the test lets them. */
export type HeldBuilding = {
  readonly clock: Clock;
  hold: () => void;
  letGo: () => void;
  /** How many documents have been read and wait to be built. */
  readonly waiting: () => number;
  /** Lets the time pass for which a room is waited for. */
  readonly losePatience: () => void;
};

/** Builds the clock; it holds nothing until told to. */
export function heldBuilding(): HeldBuilding {
  let gate: { readonly wait: Promise<void>; readonly open: () => void } | undefined;
  let waiting = 0;
  const patience = new Set<() => void>();
  const clock: Clock = {
    ...systemClock,
    after: (ms, run) => {
      if (ms !== PATIENCE_MS) return systemClock.after(ms, run);
      patience.add(run);
      return () => void patience.delete(run);
    },
    turn: async () => {
      await systemClock.turn();
      waiting += 1;
      await gate?.wait;
      waiting -= 1;
    },
  };
  return {
    clock,
    hold: () => {
      let open = () => {};
      const wait = new Promise<void>((done) => {
        open = done;
      });
      gate = { wait, open };
    },
    letGo: () => {
      gate?.open();
      gate = undefined;
    },
    waiting: () => waiting,
    losePatience: () => {
      for (const run of [...patience]) run();
    },
  };
}
