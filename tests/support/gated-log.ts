import type { JourneyLog } from '@/server/db/contract';

/** A real log behind a door: closed, `append` waits; broken, it throws without storing. */
export type GatedLog = {
  readonly wrap: (real: JourneyLog) => JourneyLog;
  close: () => void;
  open: () => void;
  break: () => void;
  mend: () => void;
  /** Attempts to store so far. */
  readonly attempts: () => number;
  /** Whether `load` throws. */
  failLoads: (fail: boolean) => void;
};

/** Builds the door. It starts open and whole. */
export function gatedLog(): GatedLog {
  let door: { wait: Promise<void>; open: () => void } | undefined;
  let isBroken = false;
  let failsLoads = false;
  let attempts = 0;
  return {
    wrap: (real) => ({
      mayGoBack: real.mayGoBack,
      append: async (batch) => {
        attempts += 1;
        if (isBroken) throw new Error('disk full');
        await door?.wait;
        return real.append(batch);
      },
      load: async (sessionId) => {
        if (failsLoads) throw new Error('cannot read');
        return real.load(sessionId);
      },
      since: real.since,
      aside: real.aside,
      heads: real.heads,
      untidied: real.untidied,
      compact: real.compact,
    }),
    close: () => {
      let open = () => {};
      const wait = new Promise<void>((done) => {
        open = done;
      });
      door = { wait, open };
    },
    open: () => {
      door?.open();
      door = undefined;
    },
    break: () => {
      isBroken = true;
    },
    mend: () => {
      isBroken = false;
    },
    attempts: () => attempts,
    failLoads: (fail) => {
      failsLoads = fail;
    },
  };
}
