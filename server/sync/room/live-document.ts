import * as Y from 'yjs';
import { newDocument } from '../../../lib/collab/document';
import type { Clock } from '../clock';
import { isNothing } from '../links/messages';
import { cutUpdate, Unfamiliar } from './cut-update';
import { Pieces } from './pieces';
import { tighten } from './tighten';

/** Longest piece of work while loading, in milliseconds, before others get their turn. */
const SLICE_MS = 4;

/** A piece with more bytes than this takes longer to apply than a slice. */
const LARGE = 65_536;

/** An update without anything in it. */
export const NO_NEWS = Y.encodeStateAsUpdate(new Y.Doc());

/** So many pieces are made one when the document was made anew. */
const MANY = 100;

/**
 * Has the engine look through what is new in memory, where it was started with that being possible. Nearly all that a document is made
 * of stays: at its own time the engine would have to move it all at once, which takes longer than a slice may.
 */
function collectYoung(): void {
  if (typeof gc === 'function') gc({ type: 'minor' });
}

/** Applies what is given out, one at a time. */
function* applied(doc: Y.Doc, steps: Iterable<Uint8Array | null>): Generator<void> {
  for (const step of steps) {
    if (step) Y.applyUpdate(doc, step);
    yield;
  }
}

/** Does work slice by slice, until one says that there is no more; others have their turn before, between and after. */
async function inTurns(clock: Pick<Clock, 'turn'>, slice: () => boolean): Promise<void> {
  await clock.turn();
  while (slice()) {
    await clock.turn();
    collectYoung();
    await clock.turn();
  }
  await clock.turn();
}

/** @returns whether there is more */
function runSlice(steps: Iterator<unknown>): boolean {
  const until = performance.now() + SLICE_MS;
  do {
    if (steps.next().done) return false;
  } while (performance.now() < until);
  return true;
}

/** What to apply, one after the other; `null` is a pause without anything. */
function* stepsOf(parts: readonly Uint8Array[]): Generator<Uint8Array | null> {
  for (const part of parts) {
    if (part.length < LARGE) yield part;
    else yield* inSteps(part);
  }
}

function* inSteps(part: Uint8Array): Generator<Uint8Array | null> {
  try {
    yield* cutUpdate(part);
  } catch (error) {
    if (!(error instanceof Unfamiliar)) throw error;
    // Nothing of it was given out yet.
    yield part;
  }
}

/**
 * The one document of a room, with everything that passed the gate: also what is still on its way to the disk, so
 * nothing of it may be shown before that is stored. Beside it the bytes that it was made from, because Yjs may throw
 * after applying half of an update: then the document is made anew. A second document would cost ten times as much.
 */
export class LiveDocument {
  /** Objects to what an update does; `null` while nobody asks. */
  private objector: ((transaction: Y.Transaction) => void) | null = null;
  private current = this.fresh();
  private pieces = new Pieces();
  private estimate = 0;
  /** The state vector of who has what was loaded. */
  private opened: Uint8Array = NO_NEWS;
  private isAsOpened = true;

  /**
   * Applies stored pieces, in slices, so that a long history does not keep others waiting.
   * @throws when they do not load
   */
  static async load(parts: readonly Uint8Array[], clock: Pick<Clock, 'turn'>): Promise<LiveDocument> {
    const document = new LiveDocument();
    const { current } = document;
    const applying = applied(current, stepsOf(parts));
    // A transaction for each slice, because Yjs tidies up at the end of each.
    await inTurns(clock, () => current.transact(() => runSlice(applying)));
    if (document.isWaiting) throw new Error('pieces of the journey are missing');
    for (const part of parts) document.keep(part);
    const tightening = tighten(current);
    await inTurns(clock, () => runSlice(tightening));
    document.opened = Y.encodeStateVector(current);
    return document;
  }

  /** The document. Not to be kept: after a refusal there is another. */
  get doc(): Y.Doc {
    return this.current;
  }

  /** About how many bytes it takes when it is written in one piece; never less than it really does. */
  get bytes(): number {
    return this.estimate;
  }

  /** Applies an update, wholly or not at all. @returns whether it stayed; `permitted` sees what it did and may object */
  attempt(update: Uint8Array, permitted: (transaction: Y.Transaction) => boolean): boolean {
    let isPermitted = true;
    const inspect = (transaction: Y.Transaction) => {
      isPermitted &&= permitted(transaction);
    };
    this.objector = inspect;
    try {
      Y.applyUpdate(this.current, update);
      if (isPermitted && !this.isWaiting) {
        this.keep(update);
        this.isAsOpened = false;
        return true;
      }
    } catch {
      // Falls through: an update that throws is taken out like one that leaves something waiting.
    } finally {
      this.objector = null;
    }
    this.renew();
    return false;
  }

  /** Everything, in one piece; from now on the document can be made anew from that. */
  encode(): Uint8Array {
    const whole = Y.encodeStateAsUpdate(this.current);
    this.pieces = new Pieces();
    this.pieces.add(whole);
    this.estimate = whole.length;
    return whole;
  }

  /** Everything, in one piece, as `encode` gives it; without work when nothing changed since. */
  private whole(): Uint8Array {
    const [first] = this.pieces;
    return first && this.pieces.length === 1 ? first : this.encode();
  }

  /** What somebody with that state vector lacks, or (`null`) who was shown what was loaded; throws when the vector is broken. */
  lackedBy(vector: Uint8Array | null): Uint8Array {
    // Most come with nothing, and often several at once: what was written for one serves them all.
    if (vector && isNothing(vector)) return this.whole();
    if (!vector && this.isAsOpened) return NO_NEWS;
    return this.lackedIn(this.current, vector);
  }

  /** The same of another document of the same journey. */
  lackedIn(doc: Y.Doc, vector: Uint8Array | null): Uint8Array {
    return Y.encodeStateAsUpdate(doc, vector ?? this.opened);
  }

  /** Frees the memory. */
  destroy(): void {
    this.current.destroy();
    this.pieces = new Pieces();
  }

  private fresh(): Y.Doc {
    const doc = newDocument();
    // Once for all: a listener for each update would cost more than most of them.
    doc.on('afterTransaction', (transaction: Y.Transaction) => this.objector?.(transaction));
    return doc;
  }

  private get isWaiting(): boolean {
    const { pendingStructs, pendingDs } = this.current.store;
    return pendingStructs !== null || pendingDs !== null;
  }

  private keep(update: Uint8Array): void {
    this.pieces.add(update);
    this.estimate += update.length;
  }

  private renew(): void {
    this.current.destroy();
    this.current = this.fresh();
    this.current.transact(() => {
      for (const piece of this.pieces) Y.applyUpdate(this.current, piece);
    });
    // Who is refused once may try again: the next time must not cost as much.
    if (this.pieces.length > MANY) this.encode();
  }
}
