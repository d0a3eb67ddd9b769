import { expect, it } from 'vitest';
import { reconnectPause } from '@/lib/collab/connection';

it('comes back after growing pauses, never all at once and never much later than two seconds', () => {
  const attempts = [1, 2, 3, 4, 5, 6, 20];
  expect(attempts.map((attempt) => reconnectPause(attempt, 1))).toEqual([200, 400, 800, 1_600, 2_500, 2_500, 2_500]);
  for (const attempt of attempts) {
    expect(reconnectPause(attempt, 0)).toBe(reconnectPause(attempt, 1) * 0.2);
    expect(reconnectPause(attempt, 0)).toBeGreaterThan(0);
  }
});
