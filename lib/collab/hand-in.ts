import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { HAND_IN, MAX_ANSWER, MESSAGE, SYNC } from './protocol';
import type { SaveMark } from './save-mark';
import type { Gathered, Unsent } from './unsent';

/** An update for the server. `covers`: the edits that are on its disk with it; everything up to now when left out. */
type Step = Omit<Gathered, 'covers'> & { readonly covers?: number };

/** Most bytes of an answer in one, and of each of its pieces once it is cut. */
type Sizes = { readonly whole: number; readonly piece: number };

const SIZES: Sizes = { whole: MAX_ANSWER, piece: HAND_IN.piece };

/** What an update without anything in it looks like. */
const EMPTY_BYTES = 2;

function advance(vector: Map<number, number>, update: Uint8Array): void {
  for (const [client, clock] of Y.parseUpdateMeta(update).to) {
    vector.set(client, Math.max(vector.get(client) ?? 0, clock));
  }
}

/**
 * What a server lacks, in updates that it can take one after the other: the edits as they were made, until what is left
 * fits in one. Most answers do at once. The next one is worked out when it is asked for, so ask right before it is sent.
 *
 * @param question the state vector of the server
 */
export function* answersTo(question: Uint8Array, doc: Y.Doc, unsent: Unsent, sizes = SIZES): Generator<Step> {
  const vector = Y.decodeStateVector(question);
  let known = question;
  let rest = Y.encodeStateAsUpdate(doc, known);
  let most = sizes.whole;
  for (const { update, covers } of unsent.gathered(sizes.piece)) {
    if (rest.length <= most) break;
    most = sizes.piece;
    // Without what came in before an earlier connection broke.
    const piece = Y.diffUpdate(update, known);
    if (piece.length <= EMPTY_BYTES) continue;
    yield { update: piece, covers };
    advance(vector, piece);
    known = Y.encodeStateVector(vector);
    rest = Y.encodeStateAsUpdate(doc, known);
  }
  yield { update: rest };
}

/** Says how long to wait, so that long work does not come in faster than the server lets in. Milliseconds of one clock. */
class Pace {
  /** When everything that went would have gone at the steady pace. */
  private dueAt = 0;

  wait(now: number): number {
    return Math.max(0, this.dueAt - now);
  }

  went(bytes: number, now: number): void {
    const start = Math.max(this.dueAt, now - (HAND_IN.atOnce / HAND_IN.perSecond) * 1_000);
    this.dueAt = start + (bytes / HAND_IN.perSecond) * 1_000;
  }
}

function encodeAnswer(update: Uint8Array): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.sync);
  encoding.writeVarUint(encoder, SYNC.step2);
  encoding.writeVarUint8Array(encoder, update);
  return encoding.toUint8Array(encoder);
}

/**
 * Hands in what was written without a link, over one connection after the other. It goes piece by piece, each when the
 * one before it is on the server's disk; edits that are made meanwhile go along at the end.
 */
export class HandIn {
  /** Whether everything up to now has gone, so that an edit may go by itself. Before that it would build on what is missing. */
  isThrough = false;
  private steps: Iterator<Step> | null = null;
  /** Frames with edits that went over this connection, and which of them is waited for. */
  private frames = 0;
  private awaited = Number.POSITIVE_INFINITY;
  /** The edits that the frame covers that goes right now. */
  private covers: number | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly pace = new Pace();

  constructor(
    private readonly provider: WebsocketProvider,
    private readonly mark: SaveMark,
    private readonly unsent: Unsent,
  ) {
    provider.on('status', () => this.reset());
    this.hearFirst();
  }

  /** A frame with edits went out. */
  sent(): void {
    this.frames += 1;
    this.mark.sent(this.covers);
  }

  /** The server has `count` frames of this connection on disk. */
  acknowledged(count: number): void {
    this.unsent.forget(this.mark.durable);
    if (count < this.awaited) return;
    this.awaited = Number.POSITIVE_INFINITY;
    this.goOn();
  }

  /**
   * Has the provider hear what the server has before anything is handed in. The other way round, a connection that
   * breaks in between would leave the server with both, and nobody with the text that gave way where two wrote in one field.
   */
  private hearFirst(): void {
    const { provider } = this;
    const read = provider.messageHandlers[MESSAGE.sync];
    let question: Uint8Array | null = null;
    provider.on('status', () => {
      question = null;
    });
    provider.messageHandlers[MESSAGE.sync] = (reply, decoder, ...rest) => {
      // Before the first answer or after it: who comes first to a session is answered before its room is there to ask.
      if (decoding.peekVarUint(decoder) === SYNC.step1) {
        decoding.readVarUint(decoder);
        question = decoding.readVarUint8Array(decoder);
      } else read?.(reply, decoder, ...rest);
      if (!provider.synced || !question) return;
      this.steps = answersTo(question, provider.doc, this.unsent);
      question = null;
      this.goOn();
    };
  }

  private reset(): void {
    clearTimeout(this.timer);
    this.steps = null;
    this.isThrough = false;
    this.frames = 0;
    this.awaited = Number.POSITIVE_INFINITY;
  }

  private goOn(): void {
    const wait = this.pace.wait(performance.now());
    if (wait > 0) this.timer = setTimeout(() => this.goOn(), wait);
    else this.sendNext();
  }

  private sendNext(): void {
    const step: Step | undefined = this.steps?.next().value;
    if (!step) return;
    this.covers = step.covers;
    this.isThrough = step.covers === undefined;
    this.provider.ws?.send(encodeAnswer(step.update));
    this.covers = undefined;
    this.pace.went(step.update.length, performance.now());
    if (!this.isThrough) this.awaited = this.frames;
  }
}
