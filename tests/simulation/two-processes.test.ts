import { describe, it } from 'vitest';
import { RUN_MS, runWorkshops } from './support/run';

/** Seeds that once failed stay here for ever. */
const PINNED: readonly number[] = [860, 1_063, 3_062, 5_655, 6_092, 9_151];

describe('workshops on two processes with one disk, whose announcements are late, lost, doubled and out of order (T30)', () => {
  it('lose nothing, show nothing too early, and end the same on every screen', { timeout: RUN_MS }, () =>
    runWorkshops('two-processes', { processes: 2 }, PINNED),
  );
});
