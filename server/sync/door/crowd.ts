/** Counts how many of one kind are there per key, and lets no more in than fit. */
export class Crowd {
  private readonly counts = new Map<string, number>();

  constructor(private readonly most: number) {}

  /** Lets one in under that key. @returns what to call, once or more, when it is gone; `null` when there are too many */
  enter(key: string): (() => void) | null {
    const count = this.counts.get(key) ?? 0;
    if (count >= this.most) return null;
    this.counts.set(key, count + 1);
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      const left = (this.counts.get(key) ?? 1) - 1;
      if (left > 0) this.counts.set(key, left);
      else this.counts.delete(key);
    };
  }
}
