import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** How often something may happen: `points` times in `seconds`, counted per address unless it says otherwise. */
export type Limit = { readonly points: number; readonly seconds: number };

const MINUTE = 60;

/**
 * Every limit there is. A town hall often reaches us from one address, so those per address leave room for a full room of people;
 * what keeps guessing out is the length of the tokens (256 bits), and for passwords the count per e-mail address.
 */
export const LIMITS = {
  read: { points: 1_200, seconds: MINUTE },
  write: { points: 300, seconds: MINUTE },
  signUp: { points: 60, seconds: 10 * MINUTE },
  signIn: { points: 60, seconds: MINUTE },
  /** Per e-mail address, from wherever; signing in starts the count anew. */
  signInEmail: { points: 10, seconds: MINUTE },
  join: { points: 60, seconds: MINUTE },
  preview: { points: 120, seconds: MINUTE },
  create: { points: 60, seconds: MINUTE },
  example: { points: 30, seconds: MINUTE },
  export: { points: 60, seconds: MINUTE },
  feed: { points: 120, seconds: MINUTE },
} as const satisfies Record<string, Limit>;
export type LimitName = keyof typeof LIMITS;

/** Counts in this process. */
export type Limits = {
  /**
   * Counts one more.
   * @param key who: an address or an e-mail address
   * @returns 0 when it is allowed, else the seconds until it is again
   */
  readonly take: (name: LimitName, key: string) => Promise<number>;
  /** Starts the count of one key anew. */
  readonly forget: (name: LimitName, key: string) => Promise<void>;
};

/**
 * Fresh counters.
 * @param changes other limits, for tests
 */
export function createLimits(changes: Partial<Record<LimitName, Limit>> = {}): Limits {
  const limiters = new Map<LimitName, RateLimiterMemory>();
  for (const [name, limit] of Object.entries({ ...LIMITS, ...changes }) as [LimitName, Limit][]) {
    limiters.set(name, new RateLimiterMemory({ keyPrefix: name, points: limit.points, duration: limit.seconds }));
  }
  return {
    take: async (name, key) => {
      try {
        await limiters.get(name)?.consume(key);
        return 0;
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
        throw refusal;
      }
    },
    forget: async (name, key) => {
      await limiters.get(name)?.delete(key);
    },
  };
}
