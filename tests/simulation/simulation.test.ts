import { describe, expect, it } from 'vitest';
import { simulate } from './support/simulate';
import type { Lies } from './support/workshop';

const SEEDS = 60;

describe('the simulation', () => {
  it.each([1, 2] as const)(
    'takes the same course with the same seed, whatever ran before (%i processes)',
    async (processes) => {
      const [one, two] = [await simulate(11, { processes }), await simulate(12, { processes })];
      const again = await simulate(11, { processes });
      expect(again).toEqual(one);
      expect(again.hash).not.toBe(two.hash);
    },
  );

  const lies: Record<string, [Lies, 1 | 2]> = {
    'a disk that answers before it has committed': [{ answersEarly: true }, 1],
    'a disk that loses a piece now and then': [{ losesOneIn: 20 }, 1],
    'a site that takes everybody for the journey lead': [{ admitsAll: true }, 1],
    'announcements with a wrong number': [{ relayShift: 1 }, 2],
  };

  it.each(Object.entries(lies))('notices %s', async (_name, [lie, processes]) => {
    let found: number | undefined;
    for (let seed = 1; seed <= SEEDS && found === undefined; seed += 1) {
      const { violation } = await simulate(seed, { processes, lies: lie });
      if (violation) found = seed;
    }
    expect(found).toBeLessThanOrEqual(SEEDS);
  });
});
