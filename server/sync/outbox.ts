import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { encodeSaved } from '../../lib/collab/protocol';
import type { Clock } from './clock';

/** A reader with this many unread bytes is dropped before it costs more memory. */
const MAX_UNREAD = 4 * 1_024 * 1_024;

/**
 * What goes to one socket. Frames of one tick leave in one packet, and only the last ack of a tick is sent.
 */
export class Outbox {
  private frames: Uint8Array[] = [];
  private saved: number | undefined;
  private scheduled = false;

  constructor(
    private readonly socket: WebSocket,
    private readonly stream: Duplex,
    private readonly clock: Clock,
    private readonly onSlow: () => void,
  ) {}

  /** Queues a frame. The same bytes may be queued for many sockets. */
  push(frame: Uint8Array): void {
    this.frames.push(frame);
    this.schedule();
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
    this.saved = undefined;
    if (this.socket.readyState !== this.socket.OPEN) return;
    this.stream.cork();
    for (const frame of frames) this.socket.send(frame);
    if (saved !== undefined) this.socket.send(encodeSaved(saved));
    this.stream.uncork();
    if (this.socket.bufferedAmount > MAX_UNREAD) this.onSlow();
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    this.clock.soon(() => this.flush());
  }
}
