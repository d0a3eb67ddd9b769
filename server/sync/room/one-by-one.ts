import type { Clock } from '../clock';

/**
 * Does what nobody waits for: one after the other, with pauses in which everything that people wait for goes first. Rooms that were
 * opened together grow together, and those of one building are left together: they would otherwise all be at it in the same second,
 * and whoever comes in then would stand in line behind all of them at the database.
 */
export class OneByOne {
  private last: Promise<unknown> = Promise.resolve();

  /** @param pauseAfter how long the pause is after work that took so long, both in milliseconds */
  constructor(
    private readonly clock: Pick<Clock, 'after' | 'now'>,
    private readonly pauseAfter: (tookMs: number) => number,
  ) {}

  /** Does the work when it is its turn; as it ends, so does this. */
  during<T>(work: () => Promise<T>): Promise<T> {
    let from = 0;
    const done = this.last.then(() => {
      from = this.clock.now();
      return work();
    });
    const pause = () => new Promise<void>((go) => void this.clock.after(this.pauseAfter(this.clock.now() - from), go));
    this.last = done.then(pause, pause);
    return done;
  }
}
