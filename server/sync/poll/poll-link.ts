import type { Upload } from '../../../lib/collab/polling-protocol';
import { MAX_FRAME } from '../../../lib/collab/protocol';
import type { Clock } from '../clock';
import type { Link, LinkEvents } from '../links/link';
import { Downlink } from './downlink';

/** How long a page may take to ask once more, to hear why its link ends (milliseconds). */
const CLOSING_MS = 1_000;

/** `taken`, also when it had been before. `later`: not now, the page keeps it. `broken`: no page of ours sends that. */
export type Taken = 'taken' | 'later' | 'broken';

/** HTTP requests that stand in for a web socket. */
export class PollLink implements Link {
  readonly kind = 'poll';
  private readonly down: Downlink;
  private events: LinkEvents | undefined;
  private state: 'open' | 'closing' | 'ended' = 'open';
  private isPaused = false;
  /** Number of the last upload that was taken. */
  private uploads = 0;
  private cancelClosing = () => {};

  /** @param onForget told once when it is over; `isAtOnce` when nobody needs to hear why any more */
  constructor(
    private readonly clock: Clock,
    private readonly onForget: (isAtOnce: boolean) => void,
  ) {
    this.down = new Downlink(clock, () => this.finish(false));
  }

  listen = (events: LinkEvents): void => {
    this.events = events;
  };

  send = (frames: readonly Uint8Array[]): void => {
    if (this.state === 'open') this.down.push(frames);
  };

  unread = (): number => this.down.unread;

  close = (code: number): void => {
    if (this.state !== 'open') return;
    this.state = 'closing';
    this.cancelClosing = this.clock.after(CLOSING_MS, () => this.finish(false));
    this.down.end(code);
  };

  terminate = (): void => this.finish(true);

  /** Nothing to do: every beat ends a poll, and the next poll is the sign of life. */
  ping = (): void => undefined;

  pause = (): void => {
    this.isPaused = true;
  };

  resume = (): void => {
    this.isPaused = false;
  };

  /** A poll of the page; `null` when it makes no sense. */
  poll(have: number): Promise<Uint8Array> | null {
    this.hear();
    return this.down.poll(have);
  }

  /** An upload of the page. */
  take({ number, isLast, frames }: Upload): Taken {
    this.hear();
    if (number > this.uploads) {
      if (this.state !== 'open' || this.isPaused) return 'later';
      if (number !== this.uploads + 1) return 'broken';
      this.uploads = number;
      // Whoever listens closes the link when a frame is bad, and hears no more of them then.
      for (const frame of frames) this.events?.onFrame(frame.length > MAX_FRAME ? null : frame);
    }
    if (isLast) this.finish(true);
    return 'taken';
  }

  /** The page sent what can be no request. */
  breach(): void {
    this.hear();
    if (this.state === 'open') this.events?.onFrame(null);
  }

  private hear(): void {
    if (this.state !== 'ended') this.events?.onAlive();
  }

  private finish(isAtOnce: boolean): void {
    if (this.state === 'ended') return;
    this.state = 'ended';
    this.cancelClosing();
    if (isAtOnce) this.down.letGo();
    this.onForget(isAtOnce);
    // In a moment, as with sockets: whoever closes a link is still at work.
    this.clock.soon(() => {
      this.events?.onEnd();
      // What is remembered of a link that ended must not keep its room.
      this.events = undefined;
    });
  }
}
