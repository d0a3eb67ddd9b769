import { describe, expect, it } from 'vitest';
import { dayAndTimeOf, momentOf } from '@/lib/core/moments';

describe('moments in Amsterdam (T16)', () => {
  it.each([
    ['2027-01-12', '09:30', '2027-01-12T08:30:00.000Z'],
    ['2027-07-01', '09:30', '2027-07-01T07:30:00.000Z'],
    ['2027-07-01', '00:15', '2027-06-30T22:15:00.000Z'],
  ])('%s %s is %s, and back', (day, time, iso) => {
    expect(momentOf(day, time)).toBe(iso);
    expect(dayAndTimeOf(iso)).toEqual({ day, time });
  });

  it('moves a time that the clock change skips to after it', () => {
    expect(momentOf('2027-03-28', '02:30')).toBe('2027-03-28T01:30:00.000Z');
  });
});
