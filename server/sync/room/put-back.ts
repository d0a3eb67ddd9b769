import type { SessionId } from '../../../lib/core/ids';
import type { Remainder, Remains } from '../../db/contract';
import type { RoomDeps } from './deps';
import type { Lack } from './gate';
import type { Rest } from './rest';

/** After an attempt that failed (milliseconds). */
const RETRY_MS = 1_000;
/** How long processes that have a journey in memory may need to bring what the database lacks (milliseconds). */
const UNSETTLED_MS = 10_000;

/** A journey in memory, of which the database has only what it was at an earlier moment. */
export type Held = {
  readonly sessionId: SessionId;
  /** The number under which what is in memory was last put back. */
  readonly restoredAt: number;
  /** Everything up to this number was on the disk once. */
  readonly seq: () => number;
  readonly whole: () => Uint8Array;
  /** Goes on with what is in the database now. */
  readonly renew: () => void;
  /** The session is not in the database any more. */
  readonly gone: () => void;
};

/** Puts a journey in the place of what is stored, above every number that was given out; see `Remainder.replace`. */
export function replaceStored(
  remainder: Remainder,
  sessionId: SessionId,
  remains: Remains,
  { seq, whole }: Pick<Rest, 'seq' | 'whole'>,
): ReturnType<Remainder['replace']> {
  return remainder.replace(sessionId, { ...remains, head: Math.max(remains.head, seq) }, whole);
}

/**
 * Puts a journey that is in memory into a database that went back to an earlier moment. As damaged ones are put back: under a new
 * number, so that no process goes on counting on top of what is gone. Adding what is missing was left: edits that were stored since may
 * carry numbers that others know as those of other edits.
 */
export class PutBack {
  private isAtIt = false;
  private isOver = false;
  private readonly readAt: number;
  private backAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly held: Held,
    private readonly deps: Pick<RoomDeps, 'journeys' | 'remainder' | 'clock' | 'log'>,
  ) {
    this.readAt = deps.clock.now();
    if (held.restoredAt > 0) this.noteBack();
  }

  /**
   * Whether what an edit needs may be missing here only for a moment: its page has it from another process, which is about to bring it.
   * Who comes again then finds it. Work may be missing in everything that was just read; who forges a client id is to hear of that,
   * unless the journey is known to have been put back.
   */
  mayLack(lack: Lack): boolean {
    const { journeys, clock } = this.deps;
    if (!journeys.mayGoBack) return false;
    const since = lack === 'work' ? Math.max(this.readAt, this.backAt) : this.backAt;
    return this.isAtIt || clock.now() < since + UNSETTLED_MS;
  }

  /** The journey was put back a moment ago, perhaps. */
  noteBack(): void {
    this.backAt = this.deps.clock.now();
  }

  /** Begins; once is enough. */
  begin(): void {
    if (this.isAtIt || this.isOver) return;
    this.isAtIt = true;
    const about = { session: this.held.sessionId, seq: this.held.seq() };
    this.deps.log.error(about, 'the database went back to an earlier moment; the journey is put back from memory');
    void this.untilDone();
  }

  /** What is in memory is not used any more. */
  stop(): void {
    this.isOver = true;
  }

  private async untilDone(): Promise<void> {
    while (!this.isOver) {
      try {
        // Until nobody else was at it in the same moment.
        while (!(await this.attempt())) if (this.isOver) return;
        return;
      } catch (error) {
        const about = { err: error, session: this.held.sessionId };
        this.deps.log.warn(about, 'a journey could not be put back from memory; trying again');
      }
      await new Promise<void>((done) => void this.deps.clock.after(RETRY_MS, done));
    }
  }

  /** @returns whether nothing is left to do */
  private async attempt(): Promise<boolean> {
    const { sessionId, restoredAt, seq, whole, renew, gone } = this.held;
    const remains = await this.deps.remainder.inspect(sessionId);
    if (this.isOver) return true;
    // Another process may have been first; what it lacked is brought along.
    if (remains.restored <= restoredAt) {
      const held = { seq: seq(), whole: whole() };
      const number = await replaceStored(this.deps.remainder, sessionId, remains, held);
      if (number === 'gone') gone();
      if (number === 'gone' || number === null) return number === 'gone';
    }
    renew();
    return true;
  }
}
