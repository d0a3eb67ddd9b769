import type { PendingUpdate } from '../../db/contract';

/** What waits its turn: an update on its way to the disk, or something that may only happen when those before it are there. */
type Waiting = {
  readonly piece: PendingUpdate | null;
  readonly then: () => void;
  readonly lost: (() => void) | undefined;
};

/** So many that are through are cut off at once; one by one would move all the others each time. */
const PASSED = 1_000;

/**
 * The order in which things may be seen. Whatever was worked out from a document that holds more than the disk does,
 * waits here until the disk has caught up with that moment (design §4.1: stored before seen).
 */
export class Line {
  private readonly waiting: Waiting[] = [];
  private head = 0;

  /** How many updates and other things wait. */
  get length(): number {
    return this.waiting.length - this.head;
  }

  /** An update that goes to the disk. `then` runs once it is there, `lost` when it never will be. */
  add(piece: PendingUpdate, then: () => void, lost?: () => void): void {
    this.waiting.push({ piece, then, lost });
  }

  /** Runs when everything that waits now is on disk; at once when nothing does. `lost` runs when it never will be. */
  after(then: () => void, lost?: () => void): void {
    if (this.length === 0) then();
    else this.waiting.push({ piece: null, then, lost });
  }

  /** The oldest `count` updates are on disk, and what waited for them may happen. @returns those updates */
  pass(count: number): readonly PendingUpdate[] {
    const passed: PendingUpdate[] = [];
    for (let entry = this.waiting[this.head]; entry; entry = this.waiting[this.head]) {
      if (entry.piece && passed.length === count) break;
      if (entry.piece) passed.push(entry.piece);
      this.head += 1;
      entry.then();
    }
    if (this.head > PASSED || this.length === 0) {
      this.waiting.splice(0, this.head);
      this.head = 0;
    }
    return passed;
  }

  /** Nothing that waits will ever be on disk. @returns the updates among it */
  abandon(): readonly PendingUpdate[] {
    const rest = this.waiting.splice(this.head);
    for (const { lost } of rest) lost?.();
    return rest.flatMap(({ piece }) => piece ?? []);
  }
}
