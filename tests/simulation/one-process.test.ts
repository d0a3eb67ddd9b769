import { describe, it } from 'vitest';
import { RUN_MS, runWorkshops } from './support/run';

/** Seeds that once failed stay here for ever. */
const PINNED: readonly number[] = [1709, 6376];

describe('workshops on one process, with a network, a disk and people that fail (T30)', () => {
  it('lose nothing, show nothing too early, and end the same on every screen', { timeout: RUN_MS }, () =>
    runWorkshops('one-process', { processes: 1 }, PINNED),
  );
});
