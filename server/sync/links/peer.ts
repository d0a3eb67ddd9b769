import { encodeJson, MESSAGE, type Refused } from '../../../lib/collab/protocol';
import type { Clock } from '../clock';
import type { Admission } from '../contract';
import type { Meter } from '../door/traffic';
import type { Author } from '../room/gate';
import type { Backlog } from './backlog';
import type { Link, LinkEvents } from './link';
import { Outbox } from './outbox';

/** What a connection is made of. */
export type PeerParts = {
  readonly admission: Admission;
  readonly link: Link;
  readonly clock: Clock;
  /** Counts what comes in. */
  readonly meter: Meter;
  /** Counts what waits to go out. */
  readonly backlog: Backlog;
  /** An edit was not taken. */
  readonly onRefused: (reason: Refused['reason']) => void;
  /** We end it, with this code. */
  readonly onClose: (code: number) => void;
  /** It is dropped, because it does not read what it is sent. */
  readonly onSlow: () => void;
};

/** One connection of somebody to one room. */
export class Peer {
  readonly outbox: Outbox;
  readonly admission: Admission;
  readonly meter: Meter;
  readonly author: Author;
  /** Who they are to the others, as JSON. */
  readonly identity: string;
  /** Asked for the document, so it can follow updates; before that they would wait unseen in its memory. */
  isReading = false;
  /** Closing or closed: nothing is taken from it or sent to it any more. */
  isGone = false;
  heardAt: number;
  private isPaused = false;
  private received = 0;
  /** After a refusal no later frame is acknowledged: an ack says that everything before it is on disk. */
  private refusedFrom = Number.POSITIVE_INFINITY;
  private hasEnded = false;
  private whenEnded: (() => void)[] = [];

  private readonly link: Link;
  private readonly onRefused: PeerParts['onRefused'];
  private readonly onClose: PeerParts['onClose'];

  constructor({ admission, link, clock, meter, backlog, onRefused, onClose, onSlow }: PeerParts) {
    this.admission = admission;
    this.link = link;
    this.meter = meter;
    this.onRefused = onRefused;
    this.onClose = onClose;
    this.heardAt = clock.now();
    this.author = {
      memberId: admission.identity.memberId,
      actor: { role: admission.identity.role, isOwner: admission.isOwner },
    };
    this.identity = JSON.stringify(admission.identity);
    this.outbox = new Outbox(link, clock, backlog, () => {
      if (!this.isGone) onSlow();
      // Without a word: that would wait behind everything else.
      this.terminate();
    });
  }

  get kind(): Link['kind'] {
    return this.link.kind;
  }

  /** Starts to hear the other side. */
  listen({ onFrame, onAlive, onEnd }: LinkEvents): void {
    this.link.listen({
      onFrame: (frame) => {
        if (!this.isGone && !this.isPaused) onFrame(frame);
      },
      onAlive,
      onEnd: () => {
        this.isGone = true;
        this.hasEnded = true;
        this.meter.stop();
        this.outbox.forget();
        onEnd();
        for (const done of this.whenEnded) done();
      },
    });
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
    this.onRefused(reason);
    this.outbox.push(encodeJson(MESSAGE.refused, { reason }));
  }

  /** Ends the connection in an orderly way; by force when the other side does not answer. */
  close(code: number): void {
    if (this.isGone) return;
    this.isGone = true;
    this.onClose(code);
    this.outbox.flush();
    this.link.close(code);
  }

  /** Ends the connection in an orderly way, and resolves when it has ended. */
  closed(code: number): Promise<void> {
    if (this.hasEnded) return Promise.resolve();
    return new Promise((done) => {
      this.whenEnded.push(done);
      this.close(code);
    });
  }

  /** Ends the connection at once. */
  terminate(): void {
    this.isGone = true;
    this.link.terminate();
  }

  /** Asks the other side for a sign of life that no page can forget to give. */
  ping(): void {
    this.link.ping();
  }

  /** Stops reading for good, so that what comes in from now on stays unreceived; also what was read and not looked at yet. */
  pause(): void {
    this.isPaused = true;
    this.link.pause();
  }

  /** Stops reading until `resume`; what was on its way in already still comes. */
  hold(): void {
    this.link.pause();
  }

  /** Reads on. */
  resume(): void {
    if (!this.isPaused) this.link.resume();
  }
}
