import { encodeSaved } from '../../../lib/collab/protocol';
import type { Clock } from '../clock';
import type { Backlog, Reader } from './backlog';
import type { Link } from './link';

/** More than this is not kept for the end of the tick (bytes): what waits here, nobody counts. */
const MAX_QUEUED = 1_024 * 1_024;

/**
 * What goes to one page. Frames of one tick leave in one packet, and only the last ack of a tick is sent.
 */
export class Outbox {
  private frames: Uint8Array[] = [];
  private queued = 0;
  private saved: number | undefined;
  private scheduled = false;
  private isOver = false;
  private allowance = 0;
  private readonly reader: Reader;

  constructor(
    private readonly link: Link,
    private readonly clock: Clock,
    private readonly backlog: Backlog,
    onSlow: () => void,
  ) {
    this.reader = { unread: () => link.unread(), allowance: () => this.allowance, drop: onSlow };
  }

  /** Queues a frame. The same bytes may be queued for many pages. */
  push(frame: Uint8Array): void {
    this.frames.push(frame);
    this.queued += frame.length;
    if (this.queued > MAX_QUEUED) this.flush();
    else this.schedule();
  }

  /** Queues a whole document: it may be larger than what may wait otherwise, and takes a slow link its time. */
  pushDocument(frame: Uint8Array): void {
    this.allowance = Math.max(this.allowance, frame.length);
    this.push(frame);
  }

  /** The link is gone: what still waits goes nowhere, and counts no more. */
  forget(): void {
    this.isOver = true;
    this.backlog.forget(this.reader);
  }

  /** Acknowledges the first `count` frames with edits of this connection. */
  acknowledge(count: number): void {
    this.saved = count;
    this.schedule();
  }

  /** Sends what waits, at once. */
  flush(): void {
    this.scheduled = false;
    const { frames, saved } = this;
    this.frames = [];
    this.queued = 0;
    this.saved = undefined;
    if (saved !== undefined) frames.push(encodeSaved(saved));
    if (frames.length === 0 || this.isOver) return;
    this.link.send(frames);
    const unread = this.link.unread();
    if (unread === 0) this.allowance = 0;
    this.backlog.note(this.reader, unread);
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    this.clock.soon(() => this.flush());
  }
}
