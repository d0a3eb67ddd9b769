/** Frames a connection may send: `perSecond` on average, `burst` at once. Far above what people do. */
export const FRAME_RATE = { perSecond: 200, burst: 400 } as const;

/** A bucket that fills at a steady rate; what does not fit is too fast. */
export class Bucket {
  private tokens: number;
  private filledAt: number;

  constructor(
    private readonly rate: { readonly perSecond: number; readonly burst: number },
    now: number,
  ) {
    this.tokens = rate.burst;
    this.filledAt = now;
  }

  /** Takes `cost` tokens; `false` when there are not enough. */
  take(cost: number, now: number): boolean {
    const passed = Math.max(0, now - this.filledAt);
    this.tokens = Math.min(this.rate.burst, this.tokens + (passed * this.rate.perSecond) / 1_000);
    this.filledAt = now;
    if (this.tokens < cost) return false;
    this.tokens -= cost;
    return true;
  }
}
