/** Something that will happen. */
type Happening = { readonly at: number; readonly order: number; run: (() => void) | null; readonly isQuiet: boolean };

const realImmediate = globalThis.setImmediate;

/** Lets every promise that can go on do so. */
const breathe = (): Promise<void> =>
  new Promise((done) => {
    realImmediate(done);
  });

const isBefore = (a: Happening, b: Happening): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/**
 * Time that passes only when nothing is left to do at this moment. What is planned for one moment happens in the order
 * in which it was planned, so the same plans always give the same course.
 */
export class SimTime {
  private readonly heap: Happening[] = [];
  private planned = 0;

  /** @param now milliseconds since 1970 */
  constructor(public now: number) {}

  /**
   * Runs something once, `ms` from now; the answer cancels it.
   * @param isQuiet it starts no promises, so nothing has to be waited for after it
   */
  after(ms: number, run: () => void, isQuiet = false): () => void {
    const happening: Happening = { at: this.now + Math.max(0, ms), order: this.planned, run, isQuiet };
    this.planned += 1;
    this.push(happening);
    return () => {
      happening.run = null;
    };
  }

  /** Lets time pass until `limit` (milliseconds since 1970), or until `isDone` says so after something happened. */
  async passUntil(limit: number, isDone: () => boolean = () => false): Promise<void> {
    for (let next = this.heap[0]; next && next.at <= limit; next = this.heap[0]) {
      this.pop();
      if (!next.run) continue;
      this.now = next.at;
      next.run();
      if (!next.isQuiet) await breathe();
      if (isDone()) return;
    }
    this.now = Math.max(this.now, limit);
  }

  private push(happening: Happening): void {
    const { heap } = this;
    let index = heap.length;
    heap.push(happening);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      if (!above || !isBefore(happening, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = happening;
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      const [left, right] = [heap[child], heap[child + 1]];
      if (!left) break;
      if (right && isBefore(right, left)) child += 1;
      const smallest = heap[child];
      if (!smallest || !isBefore(smallest, last)) break;
      heap[index] = smallest;
      index = child;
    }
    heap[index] = last;
  }
}
