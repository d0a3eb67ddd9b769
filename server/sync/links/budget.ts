/** Bytes that may be in memory at once for one purpose, over all connections together. */
export class Budget {
  private used = 0;

  constructor(private readonly most: number) {}

  /** Takes some of it. @returns what to call, once or more, to give it back; `null` when there is not enough */
  take(bytes: number): (() => void) | null {
    if (this.used + bytes > this.most) return null;
    this.used += bytes;
    let isTaken = true;
    return () => {
      if (isTaken) this.used -= bytes;
      isTaken = false;
    };
  }
}
