import type { Clock } from '../clock';

/** Enough to keep a database at work; the rest of its connections are for everybody else. */
const AT_ONCE = 4;
/** How long one after the other may begin before whatever else happens in this process gets its turn (milliseconds). */
const SLICE_MS = 8;

/**
 * Has work that costs much done a few at a time. Addresses take turns, so that many who come from one keep nobody else waiting.
 * And after a slice of time the event loop goes on: SQLite answers without ever letting go of it, so a thousand questions that
 * were asked at once would be one piece of work, in which nobody's edit gets through.
 */
export class FairTurns {
  /** Who waits, by address; the address whose turn it is comes first. */
  private readonly waiting = new Map<string, (() => void)[]>();
  private atWork = 0;
  private isDue = false;
  /** When the slice is over; nothing begins outside of one. */
  private until = 0;

  constructor(
    private readonly clock: Pick<Clock, 'now' | 'soon'>,
    private readonly atOnce = AT_ONCE,
  ) {}

  /** Does work for that address when it is its turn; as it ends, so does this. */
  async during<T>(address: string, work: () => Promise<T>): Promise<T> {
    await new Promise<void>((begin) => {
      const line = this.waiting.get(address);
      if (line) line.push(begin);
      else this.waiting.set(address, [begin]);
      this.next();
    });
    try {
      return await work();
    } finally {
      this.atWork -= 1;
      this.next();
    }
  }

  private next(): void {
    const isFree = () => this.atWork < this.atOnce && this.waiting.size > 0;
    while (isFree() && this.clock.now() < this.until) this.begin();
    if (!isFree() || this.isDue) return;
    this.isDue = true;
    this.clock.soon(() => {
      this.isDue = false;
      this.until = this.clock.now() + SLICE_MS;
      this.next();
    });
  }

  private begin(): void {
    for (const [address, line] of this.waiting) {
      const begin = line.shift();
      this.waiting.delete(address);
      // Behind the others.
      if (line.length > 0) this.waiting.set(address, line);
      this.atWork += 1;
      begin?.();
      return;
    }
  }
}
