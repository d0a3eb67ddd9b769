import { ABUSE_KINDS } from './abuse/kinds';
import type { ServerKind } from './servers/kinds';

/** Rooms at full activity, which nearly every server can take on two processors. */
export const ROOMS = 100;

/** How much is measured. Times in milliseconds. */
export const FULL = {
  runs: 3,
  // Two processes that share the work take twice as long as one until the engine has compiled what is used: some 15 seconds.
  warmMs: 15_000,
  steadyMs: 10_000,
  ramp: { from: 40, step: 20, most: 600, ms: 2_500 },
  history: 50_000,
  starts: 5,
  memoryRooms: 50,
  kinds: ABUSE_KINDS,
  attackMs: 1_500,
  floodMs: 6_000,
  observers: { observers: 100, ms: 12_000 },
  many: { rooms: [500, 1_000], ms: 8_000 },
  /** Whether a part is measured of a server when nobody asked for servers or parts by name. */
  isUsual: (_part: string, _kind: ServerKind): boolean => true,
};

/** A look within ten minutes, for all servers together. */
export const QUICK: typeof FULL = {
  runs: 1,
  warmMs: 1_500,
  steadyMs: 2_500,
  ramp: { from: 100, step: 100, most: 300, ms: 1_200 },
  history: 3_000,
  starts: 1,
  memoryRooms: 30,
  kinds: ABUSE_KINDS.filter((_, index) => index % 9 === 0),
  attackMs: 600,
  floodMs: 1_600,
  observers: { observers: 30, ms: 2_000 },
  many: { rooms: [200], ms: 3_000 },
  isUsual: (part, { id, keeps }) => {
    // Memory takes longest, because servers forget rooms at their ease; many rooms take long to fill.
    if (part === 'memory' || part === 'many') return false;
    return part === 'ramp' ? keeps !== 'postgres' : id === 'ours' || id === 'hocuspocus';
  },
};
