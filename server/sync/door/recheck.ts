import type { Logger } from 'pino';
import type { Clock } from '../clock';
import type { Admission, Review } from '../contract';

/** How often everybody is looked up anew when nothing calls for it, in milliseconds. */
export const RECHECK_MS = 15_000;
/** How often it is looked whether somebody's time is up, in milliseconds. */
const TICK_MS = 1_000;

/** Somebody who is in. */
type Insider = { readonly admission: Admission; readonly close: (code: number) => void };

export type RecheckParts = {
  readonly people: () => Iterable<Insider>;
  readonly review: Review;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
  /** How often to look everybody up; a second where other processes may change rights without this one being told. */
  readonly everyMs?: number;
};

/**
 * Ends connections whose way in has ended meanwhile: a sign-in, a guest's cookie or an example session that expired within the
 * second, and, as a safety net, whatever changed without anybody telling these rooms (checks T21, S21). While the database
 * does not answer everybody stays: nothing can be stored then, and nobody new comes in.
 */
export class Recheck {
  private cancel: () => void;
  private dueAt: number;
  private looking = false;
  private failing = false;

  constructor(private readonly parts: RecheckParts) {
    this.dueAt = parts.clock.now() + this.everyMs;
    this.cancel = parts.clock.after(TICK_MS, this.tick);
  }

  /** No further looks. */
  stop(): void {
    this.cancel();
  }

  private get everyMs(): number {
    return this.parts.everyMs ?? RECHECK_MS;
  }

  private readonly tick = (): void => {
    const { clock } = this.parts;
    this.cancel = clock.after(TICK_MS, this.tick);
    if (this.looking) return;
    const now = clock.now();
    const isDue = now >= this.dueAt;
    const meant = [...this.parts.people()].filter(
      ({ admission }) => isDue || (admission.expiresAt !== null && admission.expiresAt <= now),
    );
    if (isDue) this.dueAt = now + this.everyMs;
    if (meant.length === 0) return;
    void this.attempt(meant, now);
  };

  /** One look; a look that fails is taken again at the next tick. */
  private async attempt(meant: readonly Insider[], now: number): Promise<void> {
    this.looking = true;
    try {
      await this.look(meant, now);
      this.failing = false;
    } catch (error) {
      this.dueAt = now;
      if (!this.failing)
        this.parts.log.warn({ err: error }, 'who may still be in could not be looked up; trying again');
      this.failing = true;
    } finally {
      this.looking = false;
    }
  }

  private async look(meant: readonly Insider[], now: number): Promise<void> {
    const codes = await this.parts.review(
      meant.map(({ admission }) => admission),
      new Date(now),
    );
    for (const [index, insider] of meant.entries()) {
      const code = codes[index];
      if (typeof code === 'number') insider.close(code);
    }
  }
}
