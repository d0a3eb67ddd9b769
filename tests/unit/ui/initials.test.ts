import { describe, expect, it } from 'vitest';
import { initials } from '@/components/ui/avatar';

describe('initials', () => {
  it.each([
    ['Samira el Yousfi', 'SY'],
    ['  marloes  ', 'M'],
    ['ijsbrand', 'I'],
    ['👩🏽‍🚒 Brandweer', '👩🏽‍🚒B'],
    ['دعاء علي', 'دع'],
    ['', '?'],
  ])('%s → %s', (name, expected) => {
    expect(initials(name)).toBe(expected);
  });
});
