import type { Clock } from '../sync/clock';

/** Most questions that may wait for an answer at once. */
const MOST = 5_000;

type Waiting = { readonly place: string; readonly done: (answer: Uint8Array | null) => void };

/** Questions to other processes that wait for their answer. */
export class Letters {
  private readonly waiting = new Map<number, Waiting>();
  private count = 0;

  constructor(private readonly clock: Clock) {}

  /** Waits for the answer to a question that `send` sends under a number; `null` when none comes in time. */
  ask(place: string, patienceMs: number, send: (number: number) => void): Promise<Uint8Array | null> {
    if (this.waiting.size >= MOST) return Promise.resolve(null);
    this.count += 1;
    const number = this.count;
    return new Promise((resolve) => {
      const cancel = this.clock.after(patienceMs, () => done(null));
      const done = (answer: Uint8Array | null) => {
        cancel();
        this.waiting.delete(number);
        resolve(answer);
      };
      this.waiting.set(number, { place, done });
      send(number);
    });
  }

  /** An answer came in from a process. */
  hear(place: string, number: number, answer: Uint8Array): void {
    const letter = this.waiting.get(number);
    if (letter?.place === place) letter.done(answer);
  }

  /** A process is gone (`null`: all are); nothing will be answered any more. */
  abandon(place: string | null): void {
    for (const letter of [...this.waiting.values()]) if (place === null || letter.place === place) letter.done(null);
  }
}
