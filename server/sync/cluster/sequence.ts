/**
 * Which pieces of a journey's log are in memory. Numbers run on from 1 without holes, but with several processes those of
 * others may arrive late: then there are holes between what is known.
 */
export class Sequence {
  /** Everything up to and including this number is known. */
  private top: number;
  /** Known numbers beyond a hole. */
  private readonly beyond = new Set<number>();

  constructor(top: number) {
    this.top = top;
  }

  /** Everything up to and including this number is known. */
  get complete(): number {
    return this.top;
  }

  /** Something is known beyond a hole. */
  get hasHole(): boolean {
    return this.beyond.size > 0;
  }

  /** Notes the numbers `first` to `last`. */
  add(first: number, last: number): void {
    if (first <= this.top + 1) this.top = Math.max(this.top, last);
    else for (let number = first; number <= last; number += 1) this.beyond.add(number);
    while (this.beyond.delete(this.top + 1)) this.top += 1;
    if (this.beyond.size > 0) for (const number of this.beyond) if (number <= this.top) this.beyond.delete(number);
  }
}
