import { deriveEntries } from '../../../lib/calendar/derive';
import type { CalendarEntry } from '../../../lib/calendar/entry';
import type { SessionId } from '../../../lib/core/ids';
import type { Journey } from '../../../lib/journey/journey';
import type { RoomDeps } from './deps';

/**
 * Quiet time after an edit before the rows follow, and the longest they stay behind while edits go on (milliseconds). Whoever
 * reads the rows has them brought up first, so this only spares that reader the work: at 150 and 3,000 it took as much
 * of the processor as everything else that a hundred busy sessions ask for.
 */
const QUIET_MS = 1_000;
const LONGEST_MS = 300_000;

/** What the projection of one room needs of it. */
export type Projected = {
  readonly sessionId: SessionId;
  /** A journey that is on disk, and the number of the last piece that is surely in it. */
  readonly read: () => Promise<{ readonly journey: Journey; readonly seq: number }>;
};

const same = (a: readonly CalendarEntry[] | undefined, b: readonly CalendarEntry[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** Lets the calendar rows follow a room: a while after each edit, or at once when asked. */
export class Projection {
  private cancelTimer: (() => void) | undefined;
  private isInLine = false;
  private isStopped = false;
  private behindSince: number | undefined;
  private touchedAt = 0;
  private running: Promise<void> | undefined;
  /** What the rows say; unknown until the first time. */
  private rows: readonly CalendarEntry[] | undefined;
  private rowsSeq = -1;
  /** The rows are right, but do not say of which piece. */
  private isInexact = false;

  constructor(
    private readonly room: Projected,
    private readonly deps: Pick<RoomDeps, 'journeys' | 'projector' | 'clock' | 'turns' | 'log'>,
  ) {}

  /** An edit was stored. */
  touch(): void {
    if (this.isStopped) return;
    this.touchedAt = this.deps.clock.now();
    this.behindSince ??= this.touchedAt;
    if (!this.isInLine) this.cancelTimer ??= this.deps.clock.after(QUIET_MS, () => this.look());
  }

  /** Follows when it has been quiet for long enough, or waits for that: cheaper than a new timer for each edit. */
  private look(): void {
    const now = this.deps.clock.now();
    const dueAt = Math.min(this.touchedAt + QUIET_MS, (this.behindSince ?? now) + LONGEST_MS);
    if (dueAt > now) this.cancelTimer = this.deps.clock.after(dueAt - now, () => this.look());
    else {
      this.cancelTimer = undefined;
      this.follow().catch((error: unknown) => {
        this.deps.log.warn(
          { err: error, session: this.room.sessionId },
          'the calendar rows could not follow; trying again',
        );
        this.touch();
      });
    }
  }

  /** When it is this room's turn; rows that somebody needed meanwhile are not written again. */
  private async follow(): Promise<void> {
    this.isInLine = true;
    await this.deps.turns.following.during(async () => {
      this.isInLine = false;
      if (!this.isStopped) await this.run(false);
    });
  }

  /** Brings the rows up to the last stored edit; throws when the database refuses. */
  async bringUp(): Promise<void> {
    await this.running?.catch(() => undefined);
    await this.run(true);
  }

  /** The room is about to close: writes what is known to be behind, so that nothing has to be read again later. */
  async finish(): Promise<void> {
    if (this.behindSince !== undefined || this.running || this.isInexact) await this.bringUp();
  }

  /** Stops following. */
  stop(): void {
    this.isStopped = true;
    this.cancelTimer?.();
  }

  /**
   * @param exact also write when only the piece number moved on. In the background that can wait: it tells nothing
   *   to readers, and most keystrokes do not touch the calendar
   */
  private run(exact: boolean): Promise<void> {
    if (this.running) return this.running.then(() => this.run(exact));
    this.running = this.write(exact).finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  /** Whether the database has the rows that were written: the journey may be in it and they not, when it went back. */
  private async areKept(): Promise<boolean> {
    const { journeys, projector } = this.deps;
    return !journeys.mayGoBack || projector.isCurrent(this.room.sessionId);
  }

  private async write(exact: boolean): Promise<void> {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
    this.behindSince = undefined;
    const { journey, seq } = await this.room.read();
    if (seq === this.rowsSeq && (await this.areKept())) return;
    const entries = deriveEntries(journey);
    if (!exact && seq !== this.rowsSeq && same(this.rows, entries)) {
      this.isInexact = true;
      return;
    }
    await this.deps.projector.write(this.room.sessionId, entries, seq);
    this.rows = entries;
    this.rowsSeq = seq;
    this.isInexact = false;
  }
}
