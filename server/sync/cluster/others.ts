import type { SessionId } from '../../../lib/core/ids';
import type { JourneyState, StoredJourney } from '../../db/contract';
import type { Clock } from '../clock';
import type { RoomDeps } from '../room/deps';
import { CatchUp } from './catch-up';
import type { RelayedPiece } from './relay';
import { Sequence } from './sequence';

/** Most pieces of other processes that are kept until it is their turn. */
const MOST_EARLY = 1_000;

/** How long something may be missing while the others can be heard (milliseconds); longer than the relay takes on a busy machine. */
const HEARING_MS = 250;

/** What a room does with what others stored. */
export type TakeIn = {
  /** The next piece of the log. */
  readonly next: (piece: RelayedPiece) => void;
  /** Everything that comes after what the room had, and possibly more of what it had. */
  readonly rest: (stored: StoredJourney) => void;
  /** Another process put the journey back: what is in memory builds on what is gone. */
  readonly restored: () => void;
  /** Whether memory has all that a piece says. */
  readonly has: (piece: RelayedPiece) => boolean;
  /** The database has less than was known to be in it. */
  readonly wentBack: () => void;
  /** The log in memory is longer than before. `isOurs`: it now has everything up to a piece that this process stored. */
  readonly progressed: (isOurs: boolean) => void;
};

/**
 * Keeps a room in step with the processes that write in the same journey: takes in what they announce, in the order of
 * the log, and fetches from the database what nobody told us.
 */
export class Others {
  /** The number under which what is in memory was last put back. */
  private readonly restored: number;
  private readonly sequence: Sequence;
  private readonly catchingUp: CatchUp;
  private readonly unfollow: () => void;
  /** Pieces that came before their turn, by number. */
  private readonly early = new Map<number, RelayedPiece>();
  /** What the database said last about how far the log is. */
  private head = 0;
  /** The last piece that this process stored and `progressed` did not tell of yet. */
  private own = 0;
  /** How far the log was known to be when pieces of this process were last sent to the disk. */
  private sentAt = 0;

  constructor(
    private readonly sessionId: SessionId,
    { seq, restored }: JourneyState,
    private readonly takeIn: TakeIn,
    private readonly deps: Pick<RoomDeps, 'journeys' | 'relay' | 'log'> & { readonly clock: Clock },
  ) {
    this.restored = restored;
    this.sequence = new Sequence(seq);
    this.catchingUp = new CatchUp({ fetch: () => this.fetch(), isBehind: () => this.isBehind }, deps);
    this.unfollow = deps.relay.follow(sessionId, { onStored: (first, pieces) => this.hear(first, pieces) });
  }

  /** Everything up to this number of the log is in memory. */
  get seq(): number {
    return this.sequence.complete;
  }

  /** Pieces of this process are being sent to the disk. */
  sending(): void {
    this.sentAt = this.seq;
  }

  /** This process stored pieces; the others hear of it. */
  stored(first: number, pieces: readonly RelayedPiece[]): void {
    // Every number is given out once. What came back from the disk meanwhile may be these very pieces, so that does not count.
    if (first <= this.sentAt) this.takeIn.wentBack();
    this.own = first + pieces.length - 1;
    this.sequence.add(first, this.own);
    this.deps.relay.announce(this.sessionId, first, pieces);
    this.advance();
  }

  /**
   * The log was that far a moment ago. What is missing here may still be on its way to us, or to be reported by our own writer.
   * @param known how far the log was known to be when the database was asked
   */
  noteHead({ seq, restored }: JourneyState, known: number): void {
    if (restored > this.restored) {
      this.takeIn.restored();
      return;
    }
    if (seq < known) this.takeIn.wentBack();
    // What this process itself is storing is reported by its writer.
    if (!this.deps.relay.isShared) return;
    this.head = Math.max(this.head, seq);
    this.look();
  }

  /** Resolves when memory holds everything that other processes had on disk at this moment; throws when the disk cannot be read. */
  async caughtUp(): Promise<void> {
    if (this.deps.relay.isShared) await this.catchingUp.now();
  }

  /**
   * Resolves when `seq` names everything that was stored here. It does not while numbers before are missing: of another process, or of
   * our own when the database stored a piece and its answer was lost. Throws when the disk cannot be read.
   */
  async filled(): Promise<void> {
    if (this.sequence.hasHole) await this.catchingUp.now();
  }

  /** Whether the database has the log as far as it is known here; when it went back that is noted. `false` also when it does not say. */
  async isKept(): Promise<boolean> {
    const known = this.seq;
    try {
      const head = (await this.deps.journeys.heads([this.sessionId])).get(this.sessionId);
      // Without one the session is gone, or nothing was ever in it.
      if (!head) return true;
      this.noteHead(head, known);
      return head.seq >= known;
    } catch {
      return false;
    }
  }

  /** Stops listening. */
  stop(): void {
    this.unfollow();
    this.catchingUp.stop();
  }

  private get isBehind(): boolean {
    return this.sequence.hasHole || this.early.size > 0 || this.head > this.seq;
  }

  private hear(first: number, pieces: readonly RelayedPiece[]): void {
    pieces.forEach((piece, index) => {
      const number = first + index;
      // Without bound, a process that cannot fetch what is missing would fill its memory.
      if (number > this.seq && this.early.size < MOST_EARLY) this.early.set(number, piece);
      // Given out twice: whoever stored this did not know of what was there before.
      if (number <= this.seq && this.deps.journeys.mayGoBack && !this.takeIn.has(piece)) this.takeIn.wentBack();
    });
    this.advance();
  }

  /** Only in order: a later piece may build on an earlier one that is still under way. */
  private advance(): void {
    for (let piece = this.early.get(this.seq + 1); piece; piece = this.early.get(this.seq + 1)) {
      this.takeIn.next(piece);
      this.sequence.add(this.seq + 1, this.seq + 1);
    }
    for (const number of this.early.keys()) if (number <= this.seq) this.early.delete(number);
    this.look();
    const isOurs = this.own > 0 && this.own <= this.seq;
    if (isOurs) this.own = 0;
    this.takeIn.progressed(isOurs);
  }

  private look(): void {
    // While the others can be heard, what is missing comes by itself as a rule.
    if (this.isBehind) this.catchingUp.soon(this.deps.relay.figures().isUp ? HEARING_MS : undefined);
  }

  private async fetch(): Promise<void> {
    const stored = await this.deps.journeys.since(this.sessionId, this.seq);
    if (stored.restored > this.restored) {
      this.takeIn.restored();
      return;
    }
    if (stored.seq <= this.seq) return;
    this.takeIn.rest(stored);
    this.sequence.add(this.seq + 1, stored.seq);
    this.advance();
  }
}
