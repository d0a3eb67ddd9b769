import { type SeededRandom, seededRandom } from '@/tests/support/random';
import { seedBytes, seedImports, takeOverBytes } from '@/tests/support/seeded-bytes';
import type { SimTime } from './sim-time';

/**
 * While a workshop is simulated, timers, clocks and randomness of the whole process are the workshop's: the same seed
 * gives the same course, and hours pass in a moment. Installed before any other module is loaded, because some keep
 * `Date.now` or `getRandomValues` for themselves.
 */
type Stage = { readonly time: SimTime; readonly random: SeededRandom };

const real = {
  Date: globalThis.Date,
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: globalThis.setInterval,
  clearInterval: globalThis.clearInterval,
  performanceNow: performance.now.bind(performance),
};

// Until the first workshop, for what modules draw while they are loaded.
let random = seededRandom(1);
let stage: Stage | null = null;

class SimTimer {
  constructor(readonly cancel: () => void) {}
}

type Run = (...args: readonly unknown[]) => void;

function startTimeout(run: Run, ms = 0, ...args: readonly unknown[]): unknown {
  if (!stage) return real.setTimeout(run as () => void, ms, ...args);
  return new SimTimer(stage.time.after(ms, () => run(...args)));
}

function startInterval(run: Run, ms = 0, ...args: readonly unknown[]): unknown {
  if (!stage) return real.setInterval(run as () => void, ms, ...args);
  const { time } = stage;
  let cancel = () => {};
  const again = () => {
    cancel = time.after(
      ms,
      () => {
        again();
        run(...args);
      },
      true,
    );
  };
  again();
  return new SimTimer(() => cancel());
}

const stop = (timer: unknown, stopReal: (timer: never) => void): void =>
  timer instanceof SimTimer ? timer.cancel() : stopReal(timer as never);

/** Replaces what the process has; once. */
export function install(): void {
  const now = (): number => stage?.time.now ?? real.Date.now();
  globalThis.Date = class extends real.Date {
    constructor(...args: readonly unknown[]) {
      super(...((args.length === 0 ? [now()] : args) as [number]));
    }
    static override now = now;
  } as DateConstructor;
  globalThis.setTimeout = startTimeout as never;
  globalThis.setInterval = startInterval as never;
  globalThis.clearTimeout = ((timer: unknown) => stop(timer, real.clearTimeout)) as never;
  globalThis.clearInterval = ((timer: unknown) => stop(timer, real.clearInterval)) as never;
  performance.now = () => (stage ? stage.time.now : real.performanceNow());
  Math.random = () => random.below(2 ** 32) / 2 ** 32;
  takeOverBytes();
  seedImports();
}

/** Makes clock, timers and randomness those of a simulation while `play` runs. */
export async function onStage<T>(
  time: SimTime,
  seed: number,
  drawId: () => unknown,
  play: () => Promise<T>,
): Promise<T> {
  random = seededRandom(seed);
  seedBytes(seed, drawId);
  stage = { time, random };
  try {
    return await play();
  } finally {
    stage = null;
  }
}
