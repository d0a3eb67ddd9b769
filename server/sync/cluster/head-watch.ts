import type { Logger } from 'pino';
import type { SessionId } from '../../../lib/core/ids';
import type { JourneyLog } from '../../db/contract';
import type { Clock } from '../clock';
import type { Others } from './others';

/** How often the database is asked what others stored while they can be heard, and while they cannot (milliseconds). */
const EVERY_MS = 1_000;
const ALONE_MS = 500;
/** Something was missed: others may have missed the same, and it may still be on its way (milliseconds). */
const SOON_MS = 50;

type Watched = { readonly sessionId: SessionId; readonly others: Pick<Others, 'seq' | 'noteHead'> };

export type HeadWatchParts = {
  /** The rooms in memory. */
  readonly rooms: () => Iterable<Watched>;
  readonly journeys: Pick<JourneyLog, 'heads'>;
  /** Whether live traffic reaches us. */
  readonly isUp: () => boolean;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
};

/**
 * Asks the database, in one query for all rooms, how far their journeys are. So what another process stored gets here
 * also when nobody tells us; and so it is noticed when the database has less than it once had.
 */
export class HeadWatch {
  private cancel: () => void;
  private dueAt: number;
  private isLooking = false;
  private isFailing = false;
  private isStopped = false;

  constructor(private readonly parts: HeadWatchParts) {
    this.dueAt = parts.clock.now() + EVERY_MS;
    this.cancel = parts.clock.after(EVERY_MS, () => void this.look());
  }

  /** Looks in a moment. */
  soon(): void {
    this.schedule(SOON_MS);
  }

  stop(): void {
    this.isStopped = true;
    this.cancel();
  }

  private schedule(ms: number): void {
    const at = this.parts.clock.now() + ms;
    if (this.isStopped || this.isLooking || at >= this.dueAt) return;
    this.cancel();
    this.dueAt = at;
    this.cancel = this.parts.clock.after(ms, () => void this.look());
  }

  private async look(): Promise<void> {
    this.isLooking = true;
    try {
      await this.compare();
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) {
        this.parts.log.warn({ err: error }, 'the database does not say what other servers stored; trying again');
      }
      this.isFailing = true;
    }
    this.isLooking = false;
    this.dueAt = Number.POSITIVE_INFINITY;
    this.schedule(this.parts.isUp() ? EVERY_MS : ALONE_MS);
  }

  private async compare(): Promise<void> {
    const rooms = [...this.parts.rooms()].map(({ sessionId, others }) => ({ sessionId, others, known: others.seq }));
    if (rooms.length === 0) return;
    const heads = await this.parts.journeys.heads(rooms.map(({ sessionId }) => sessionId));
    for (const { sessionId, others, known } of rooms) {
      const head = heads.get(sessionId);
      // Without one the session has no pieces, or it is gone, which others tell.
      if (head) others.noteHead(head, known);
    }
  }
}
