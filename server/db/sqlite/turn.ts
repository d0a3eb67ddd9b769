/** Gives back a turn; more than once does nothing. */
export type Leave = () => void;

/**
 * Who writes goes one at a time. SQLite would let a second connection wait as well, but by stopping the whole process: the
 * first one, which needs the process to go on, would then never finish.
 */
export class Turns {
  private last: Promise<void> = Promise.resolve();

  /** Resolves when it is the caller's turn. */
  async take(): Promise<Leave> {
    const before = this.last;
    let leave: Leave = () => undefined;
    this.last = new Promise<void>((done) => {
      leave = done;
    });
    await before;
    return leave;
  }

  /** Does work in a turn of its own. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const leave = await this.take();
    try {
      return await work();
    } finally {
      leave();
    }
  }
}
