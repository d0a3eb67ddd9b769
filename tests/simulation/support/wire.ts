import type { SimTime } from './sim-time';

/** How one person's network behaves at the moment. Changed while it is in use. */
export type Route = {
  /** Milliseconds that something is on its way, at least and at most. */
  delay: readonly [number, number];
  /** Nothing arrives any more, though nothing looks broken. */
  upBlocked: boolean;
  downBlocked: boolean;
};

/** One direction of a connection: everything arrives in order and late, waits while the way is blocked, or is lost. */
export class Wire<T> {
  private readonly queue: { readonly at: number; readonly parcel: T }[] = [];
  private lastAt = 0;
  private isPlanned = false;
  private isCut = false;
  /** The receiver does not read. */
  isPaused = false;

  constructor(
    private readonly time: SimTime,
    private readonly delay: () => number,
    private readonly isBlocked: () => boolean,
    private readonly deliver: (parcel: T) => void,
  ) {}

  /** Everything that has not arrived yet. */
  waiting(): readonly T[] {
    return this.queue.map(({ parcel }) => parcel);
  }

  send(parcel: T): void {
    if (this.isCut) return;
    this.lastAt = Math.max(this.lastAt, this.time.now + this.delay());
    this.queue.push({ at: this.lastAt, parcel });
    this.plan();
  }

  /** Whatever is on its way is lost, and what comes after it. */
  cut(): void {
    this.isCut = true;
    this.queue.length = 0;
  }

  /** The way is free again. */
  resume(): void {
    this.plan();
  }

  private plan(): void {
    const [next] = this.queue;
    if (!next || this.isPlanned || this.isPaused || this.isBlocked()) return;
    this.isPlanned = true;
    this.time.after(next.at - this.time.now, () => {
      this.isPlanned = false;
      if (this.isPaused || this.isBlocked()) return;
      for (let first = this.queue[0]; first && first.at <= this.time.now; first = this.queue[0]) {
        this.queue.shift();
        this.deliver(first.parcel);
        if (this.isPaused || this.isBlocked()) return;
      }
      this.plan();
    });
  }
}
