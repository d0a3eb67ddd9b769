import { describe, expect, it } from 'vitest';
import type { MemberId } from '@/lib/core/ids';
import { Owners } from '@/server/sync/room/owners';

const [ANNA, BRAM] = ['anna', 'bram'] as MemberId[] as [MemberId, MemberId];

describe('work that was lost in a restore (S11)', () => {
  const owners = new Owners(new Map([[7, ANNA]]), new Map([[7, 50]]));

  it('may be brought back by who has it, as far as it went and no further', () => {
    expect(owners.mayClaim(new Map([[7, 50]]), BRAM)).toBe(true);
    expect(owners.mayClaim(new Map([[7, 51]]), BRAM)).toBe(false);
    expect(owners.mayClaim(new Map([[7, 51]]), ANNA)).toBe(true);
    expect(owners.mayClaim(new Map([[8, 1], [7, 51]]), BRAM)).toBe(false); // biome-ignore format: a table
  });

  it('stays whose it was, whoever brought it back', () => {
    expect(owners.claim([7, 8], BRAM)).toEqual([8]);
    expect(owners.reserve(7, BRAM)).toBe(false);
    expect(owners.mayClaim(new Map([[7, 51]]), ANNA)).toBe(true);
  });
});
