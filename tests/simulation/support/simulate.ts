import { newId } from '@/lib/core/ids';
import type { Checks, Violation } from './checks';
import { onStage } from './globals';
import { SimTime } from './sim-time';
import { Workshop, type WorkshopOptions } from './workshop';

/** What came of a workshop. */
export type Course = {
  readonly hash: string;
  readonly seconds: number;
  readonly counts: Checks['counts'] & { readonly kills: number };
  readonly violation: Violation | undefined;
  readonly tail: string;
};

const START = Date.UTC(2027, 2, 1, 9);

/** Simulates one workshop. The same seed gives the same course, to the byte. */
export function simulate(seed: number, options: WorkshopOptions = {}): Promise<Course> {
  const time = new SimTime(START);
  return onStage(time, seed, newId, async () => {
    const workshop = new Workshop(seed, time, options);
    try {
      await workshop.run();
    } finally {
      workshop.close();
    }
    const { checks, trace, kills } = workshop;
    return {
      hash: trace.hash,
      seconds: (time.now - START) / 1_000,
      counts: { ...checks.counts, kills },
      violation: checks.violation,
      tail: trace.tail,
    };
  });
}
