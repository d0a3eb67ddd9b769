import { encodeBatch, HOLD_MS } from '../../../lib/collab/polling-protocol';
import type { Clock } from '../clock';

/** Least time between two answers with something in them (milliseconds): a request costs far more than a frame. */
const SPACING_MS = 20;

/**
 * What goes to a page over HTTP: frames wait until the page polls. What was answered is kept until the next poll says
 * that it arrived, because an answer can get lost on the way, and is then given again.
 */
export class Downlink {
  private frames: Uint8Array[] = [];
  private waitingBytes = 0;
  /** The last batch that was answered and not confirmed yet. */
  private batch: Uint8Array | null = null;
  private number = 0;
  private code = 0;
  private answer: ((batch: Uint8Array) => void) | null = null;
  private answeredAt = Number.NEGATIVE_INFINITY;
  private isDue = false;

  /** @param onLast the page was told the code with which the link ends */
  constructor(
    private readonly clock: Clock,
    private readonly onLast: () => void,
  ) {}

  /** Bytes that the page has not taken yet. */
  get unread(): number {
    return this.waitingBytes + (this.batch?.length ?? 0);
  }

  /** Queues frames, or answers the poll that waits for them. */
  push(frames: readonly Uint8Array[]): void {
    for (const frame of frames) {
      this.frames.push(frame);
      this.waitingBytes += frame.length;
    }
    this.deliver();
  }

  /** Says after everything else that the link ends. */
  end(code: number): void {
    this.code = code;
    this.deliver();
  }

  /** Answers the poll that waits, with nothing. */
  letGo(): void {
    this.answer?.(this.nothing());
  }

  /** The next batch, as soon as there is one; `null` when the page says that it has what was never sent. */
  poll(have: number): Promise<Uint8Array> | null {
    if (have > this.number) return null;
    if (have === this.number) this.batch = null;
    // One that was overtaken on its way: the page itself has gone on already.
    else if (!this.batch || have < this.number - 1) return Promise.resolve(this.nothing());
    if (this.batch) return Promise.resolve(this.batch);
    this.letGo();
    return new Promise((done) => {
      const cancel = this.clock.after(HOLD_MS, () => this.letGo());
      this.answer = (batch) => {
        cancel();
        this.answer = null;
        done(batch);
      };
      this.deliver();
    });
  }

  private nothing(): Uint8Array {
    return encodeBatch({ number: this.number, code: 0, frames: [] });
  }

  private deliver(): void {
    if (!this.answer || (this.frames.length === 0 && this.code === 0)) return;
    const wait = this.answeredAt + SPACING_MS - this.clock.now();
    if (wait <= 0 || this.code !== 0) this.deliverNow(this.answer);
    else if (!this.isDue) this.deliverIn(wait);
  }

  private deliverIn(wait: number): void {
    this.isDue = true;
    this.clock.after(wait, () => {
      this.isDue = false;
      this.deliver();
    });
  }

  private deliverNow(answer: (batch: Uint8Array) => void): void {
    const { code, frames } = this;
    this.number += 1;
    this.batch = encodeBatch({ number: this.number, code, frames });
    this.frames = [];
    this.waitingBytes = 0;
    this.answeredAt = this.clock.now();
    answer(this.batch);
    if (code !== 0) this.onLast();
  }
}
