const PER_MS = 10;
const LONGEST_MS = 20_000;

/** Counts durations in steps of a tenth of a millisecond. */
export class Histogram {
  private counts = new Uint32Array(LONGEST_MS * PER_MS + 1);
  count = 0;
  max = 0;

  /** Adds a duration in milliseconds. */
  add(ms: number): void {
    const slot = Math.min(LONGEST_MS, Math.max(0, ms)) * PER_MS;
    const index = Math.floor(slot);
    this.counts[index] = (this.counts[index] ?? 0) + 1;
    this.count += 1;
    if (ms > this.max) this.max = ms;
  }

  /** The duration that a part (0–1) of all stays within, in milliseconds; 0 when there are none. */
  quantile(part: number): number {
    const wanted = Math.ceil(this.count * part);
    let seen = 0;
    for (let index = 0; index < this.counts.length; index += 1) {
      seen += this.counts[index] ?? 0;
      if (seen >= wanted && wanted > 0) return (index + 1) / PER_MS;
    }
    return 0;
  }

  /** Forgets everything. */
  clear(): void {
    this.counts.fill(0);
    this.count = 0;
    this.max = 0;
  }
}
