import { Histogram } from './histogram';

/** What a crowd saw since the last `clear`. Times in milliseconds. */
export class Tally {
  /** From an edit to each of the others. */
  readonly edits = new Histogram();
  /** From a movement to each of the others; one that a later one overtook counts as arrived with that one. */
  readonly moves = new Histogram();
  /** From an edit to the word that it is on disk. */
  readonly acks = new Histogram();
  /** How late this generator was with what it had to send. */
  readonly lag = new Histogram();
  sentEdits = 0;
  sentMoves = 0;
  /** Frames that came in, whatever was in them. */
  frames = 0;
  closed = 0;

  /** Forgets everything. */
  clear(): void {
    for (const histogram of [this.edits, this.moves, this.acks, this.lag]) histogram.clear();
    this.sentEdits = 0;
    this.sentMoves = 0;
    this.frames = 0;
    this.closed = 0;
  }

  /** Edits and movements that reached somebody. */
  get deliveries(): number {
    return this.edits.count + this.moves.count;
  }
}
