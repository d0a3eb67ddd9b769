import { describe, it } from 'vitest';
import { RUN_MS, runWorkshops } from './support/run';

/** Seeds that once failed stay here for ever. */
const PINNED: readonly number[] = [73, 151, 352, 433, 496, 1140, 1385, 1480];

describe('workshops on a database that goes back to an earlier moment while people work (T30)', () => {
  it.each([1, 2] as const)(
    'lose nothing that a process still has, and end the same on every screen (%i processes)',
    { timeout: RUN_MS },
    (processes) => runWorkshops('going-back', { processes, goesBack: true }, PINNED),
  );
});
