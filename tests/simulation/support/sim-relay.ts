import { noRelay, type Relay, type RelayedPiece, type RelayListener } from '@/server/sync/cluster/relay';
import type { SeededRandom } from '@/tests/support/random';
import type { SimTime } from './sim-time';

/** How the traffic between the processes goes at the moment. */
export type RelayMood = { delay: readonly [number, number]; lost: number; doubled: number };

/** Traffic that arrives. */
export const GOOD_TRAFFIC: RelayMood = { delay: [0, 5], lost: 0, doubled: 0 };

/** Carries announcements between processes: late, out of order, twice or not at all. */
export class SimRelay {
  mood: RelayMood = GOOD_TRAFFIC;
  private readonly listeners = new Map<RelayListener, () => boolean>();

  constructor(
    private readonly time: SimTime,
    private readonly random: SeededRandom,
    /** Adds to the number of an announcement, to see that the checks notice. */
    private readonly lie = 0,
  ) {}

  /** The relay as one process has it. */
  forProcess(isAlive: () => boolean): Relay {
    const own = new Set<RelayListener>();
    return {
      ...noRelay,
      isShared: true,
      follow: (_sessionId, listener) => {
        own.add(listener);
        this.listeners.set(listener, isAlive);
        return () => {
          own.delete(listener);
          this.listeners.delete(listener);
        };
      },
      announce: (_sessionId, first, pieces) => {
        const copies = pieces.map((piece) => ({ ...piece, data: Uint8Array.from(piece.data) }));
        for (const listener of this.listeners.keys()) {
          if (own.has(listener) || this.random.below(100) < this.mood.lost) continue;
          const times = this.random.below(100) < this.mood.doubled ? 2 : 1;
          for (let count = 0; count < times; count += 1) this.carry(listener, first + this.lie, copies);
        }
      },
    };
  }

  private carry(listener: RelayListener, first: number, pieces: readonly RelayedPiece[]): void {
    const [least, most] = this.mood.delay;
    this.time.after(least + this.random.below(most - least + 1), () => {
      if (this.listeners.get(listener)?.()) listener.onStored?.(first, pieces);
    });
  }
}
