import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { CLOSE, encodeJson, MESSAGE, type Refused } from '../../lib/collab/protocol';
import type { Clock } from './clock';
import type { Admission } from './contract';
import type { Author } from './gate';
import { Outbox } from './outbox';
import { Bucket, FRAME_RATE } from './rate';

/** How long a socket that was told to close may take, in milliseconds. */
const CLOSING_MS = 1_000;

/** One connection of somebody to one room. */
export class Peer {
  readonly outbox: Outbox;
  readonly bucket: Bucket;
  readonly author: Author;
  /** Asked for the document, so it can follow updates; before that they would wait unseen in its memory. */
  isReading = false;
  /** Closing or closed: nothing is taken from it or sent to it any more. */
  isGone = false;
  heardAt: number;
  private received = 0;
  /** After a refusal no later frame is acknowledged: an ack says that everything before it is on disk. */
  private refusedFrom = Number.POSITIVE_INFINITY;

  constructor(
    readonly admission: Admission,
    private readonly socket: WebSocket,
    stream: Duplex,
    private readonly clock: Clock,
  ) {
    this.heardAt = clock.now();
    this.bucket = new Bucket(FRAME_RATE, this.heardAt);
    this.author = {
      memberId: admission.identity.memberId,
      actor: { role: admission.identity.role, isOwner: admission.isOwner },
    };
    this.outbox = new Outbox(socket, stream, clock, () => this.close(CLOSE.tryAgain));
  }

  /** Counts a frame with edits; its number, from 1. */
  count(): number {
    this.received += 1;
    return this.received;
  }

  /** The frames up to this number are on disk. */
  acknowledge(frame: number): void {
    if (!this.isGone && frame < this.refusedFrom) this.outbox.acknowledge(frame);
  }

  /** Says why a frame was not taken. */
  refuse(reason: Refused['reason'], frame: number): void {
    this.refusedFrom = Math.min(this.refusedFrom, frame);
    this.outbox.push(encodeJson(MESSAGE.refused, { reason }));
  }

  /** Ends the connection in an orderly way; by force when the other side does not answer. */
  close(code: number): void {
    if (this.isGone) return;
    this.isGone = true;
    this.outbox.flush();
    this.socket.resume();
    this.socket.close(code);
    const cancel = this.clock.after(CLOSING_MS, () => this.socket.terminate());
    this.socket.once('close', cancel);
  }

  /** Ends the connection in an orderly way, and resolves when it has ended. */
  closed(code: number): Promise<void> {
    return new Promise((done) => {
      if (this.socket.readyState === this.socket.CLOSED) return done();
      this.socket.once('close', () => done());
      this.close(code);
    });
  }

  /** Ends the connection at once. */
  terminate(): void {
    this.isGone = true;
    this.socket.terminate();
  }

  /** Asks the socket for a sign of life that no page can forget to give. */
  ping(): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.ping();
  }

  /** Stops reading, so that what comes in from now on stays unreceived. */
  pause(): void {
    this.socket.pause();
  }
}
