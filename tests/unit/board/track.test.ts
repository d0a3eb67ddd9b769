import { describe, expect, it } from 'vitest';
import { trackKinds } from '@/components/board/track';

describe('the line through the cells of a persona', () => {
  it('starts at the first station, is broken where nothing is planned, and ends at the last', () => {
    expect(trackKinds([2, 0, 1, 3])).toEqual(['start', 'gap', 'through', 'end']);
  });

  it('has no start or end of its own when everything stands in one phase', () => {
    expect(trackKinds([0, 4, 0])).toEqual(['gap', 'only', 'gap']);
  });

  it('is one long gap for a persona without touchpoints', () => {
    expect(trackKinds([0, 0, 0, 0])).toEqual(['gap', 'gap', 'gap', 'gap']);
  });
});
