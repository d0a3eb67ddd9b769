import { expect } from 'vitest';
import { type Course, simulate } from './simulate';
import type { WorkshopOptions } from './workshop';

/** How many workshops run unless told otherwise; both kinds together are more than five hundred. */
const WORKSHOPS = 260;
/** Far more than a workshop takes, so that only a hang ends the test (milliseconds). */
const HANG_MS = 5_000;

const wanted = process.env.SIM_SEED;
const count = Number(process.env.SIM_WORKSHOPS ?? WORKSHOPS);
const first = Number(process.env.SIM_FIRST_SEED ?? 1);

/** The seeds to run: those that once failed and a range, or the one that is asked for (`SIM_SEED`). */
const seedsOf = (pinned: readonly number[]): readonly number[] =>
  wanted === undefined
    ? [...new Set([...pinned, ...Array.from({ length: count }, (_, index) => first + index)])]
    : [Number(wanted)];

/** Longest that the run may hang, in milliseconds. */
export const RUN_MS = HANG_MS * (count + 10);

async function courseOf(seed: number, options: WorkshopOptions): Promise<Course> {
  try {
    return await simulate(seed, { ...options, isVerbose: wanted !== undefined });
  } catch (cause) {
    throw new Error(`workshop ${seed} did not come to an end`, { cause });
  }
}

/** Runs many workshops; fails with the seed of the first in which a rule was broken, and tells how to see it again. */
export async function runWorkshops(name: string, options: WorkshopOptions, pinned: readonly number[]): Promise<void> {
  const totals: Record<string, number> = {};
  let seconds = 0;
  const seeds = seedsOf(pinned);
  for (const seed of seeds) {
    const { violation, counts, tail, ...course } = await courseOf(seed, options);
    const replay = `SIM_SEED=${seed} npx vitest run --project simulation tests/simulation/${name}.test.ts`;
    expect(violation, `workshop ${seed}; again with: ${replay}\n${tail}`).toBeUndefined();
    seconds += course.seconds;
    for (const [what, times] of Object.entries(counts)) totals[what] = (totals[what] ?? 0) + times;
  }
  const said = Object.entries(totals).map(([what, times]) => `${what} ${times}`);
  // biome-ignore lint/suspicious/noConsole: the figures are what this test is for
  console.info(`${name}: ${seeds.length} workshops of ${Math.round(seconds)} s together, ${said.join(', ')}`);
  // The workshops must have been about something.
  if (wanted === undefined)
    for (const what of ['commits', 'acknowledged', 'shown']) expect(totals[what]).toBeGreaterThan(count);
}
