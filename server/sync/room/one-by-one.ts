import type { Clock } from '../clock';

/** A pause after each piece of work, in which everything that people wait for goes first (milliseconds). */
const PAUSE_MS = 100;

/**
 * Does what nobody waits for: one after the other, with pauses. Rooms that were opened together grow together, and would otherwise
 * all be at it in the same second.
 */
export class OneByOne {
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly clock: Pick<Clock, 'after'>) {}

  /** Does the work when it is its turn; it must not throw. */
  add(work: () => Promise<void>): void {
    this.last = this.last.then(work).then(() => new Promise((done) => void this.clock.after(PAUSE_MS, done)));
  }
}
