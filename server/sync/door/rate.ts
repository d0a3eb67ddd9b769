/** Frames a connection may send: `perSecond` on average, `burst` at once. Far above what people do. */
export const FRAME_RATE = { perSecond: 200, burst: 400 } as const;

/** So many a second on average, and so many at once. */
export type Rate = { readonly perSecond: number; readonly burst: number };

/** A bucket that fills at a steady rate; what does not fit is too fast. */
export class Bucket {
  private tokens: number;
  private filledAt: number;

  constructor(
    readonly rate: Rate,
    now: number,
  ) {
    this.tokens = rate.burst;
    this.filledAt = now;
  }

  /** Takes `cost` tokens; `false` when there are not enough. */
  take(cost: number, now: number): boolean {
    this.fill(now);
    if (this.tokens < cost) return false;
    this.tokens -= cost;
    return true;
  }

  /** Puts back what was taken and not used. */
  give(cost: number): void {
    this.tokens = Math.min(this.rate.burst, this.tokens + cost);
  }

  /** What it holds now. */
  level(now: number): number {
    this.fill(now);
    return this.tokens;
  }

  /** Whether it is as if nothing had ever been taken. */
  isFull(now: number): boolean {
    return this.level(now) >= this.rate.burst;
  }

  private fill(now: number): void {
    const passed = Math.max(0, now - this.filledAt);
    this.tokens = Math.min(this.rate.burst, this.tokens + (passed * this.rate.perSecond) / 1_000);
    this.filledAt = now;
  }
}

/** How often full buckets are forgotten, in milliseconds. */
const SWEEP_MS = 60_000;

type Shared = { readonly bucket: Bucket; users: number };

/**
 * A bucket per key, shared by everybody who uses that key. It outlives its users until it is full again, so that coming back is
 * no way to a fresh one. Packages for this count with clocks of their own; here time is given, as everywhere in this folder.
 */
export class Buckets {
  private readonly shared = new Map<string, Shared>();
  private sweptAt = 0;

  constructor(private readonly rate: Rate) {}

  /** The bucket of that key, kept until `release` was called as often as this. */
  use(key: string, now: number): Bucket {
    const entry = this.find(key, now);
    entry.users += 1;
    return entry.bucket;
  }

  /** One user less. */
  release(key: string): void {
    const entry = this.shared.get(key);
    if (entry) entry.users -= 1;
  }

  /** Takes from the bucket of that key, without holding on to it; `false` when there is not enough. */
  take(key: string, cost: number, now: number): boolean {
    return this.find(key, now).bucket.take(cost, now);
  }

  /** Whether something could be taken. */
  has(key: string, cost: number, now: number): boolean {
    return (this.shared.get(key)?.bucket.level(now) ?? this.rate.burst) >= cost;
  }

  /** How many keys are remembered. */
  get size(): number {
    return this.shared.size;
  }

  private find(key: string, now: number): Shared {
    if (now - this.sweptAt >= SWEEP_MS) this.sweep(now);
    const known = this.shared.get(key);
    if (known) return known;
    const entry = { bucket: new Bucket(this.rate, now), users: 0 };
    this.shared.set(key, entry);
    return entry;
  }

  private sweep(now: number): void {
    this.sweptAt = now;
    for (const [key, { bucket, users }] of this.shared) if (users <= 0 && bucket.isFull(now)) this.shared.delete(key);
  }
}
