/** How much may wait for people who do not read, in bytes. */
export type BacklogLimits = {
  /** For one connection. */
  readonly each: number;
  /** For all connections of the process together: five hundred readers just below their own limit are too many as well. */
  readonly together: number;
};

const MB = 1_024 * 1_024;

/** What holds unless told otherwise. */
const BACKLOG_LIMITS: BacklogLimits = { each: 4 * MB, together: 64 * MB };

/** Somebody for whom bytes wait. */
export type Reader = {
  /** Bytes that wait right now. */
  readonly unread: () => number;
  /** Bytes that may wait besides what may for everybody: of a document that was asked for. */
  readonly allowance: () => number;
  /** Ends the connection; the page comes back and asks anew. */
  readonly drop: () => void;
};

/** What waits for slow readers. Who lets too much wait is dropped before it costs memory; when all together are too much, the slowest go. */
export class Backlog {
  private readonly limits: BacklogLimits;
  /** As last noted; a reader catches up without telling. */
  private readonly noted = new Map<Reader, number>();
  private total = 0;

  constructor(limits: Partial<BacklogLimits> = {}) {
    this.limits = { ...BACKLOG_LIMITS, ...limits };
  }

  /** Call after something was sent, or is about to wait. */
  note(reader: Reader, unread: number): void {
    this.set(reader, unread);
    if (unread > this.limits.each + reader.allowance()) this.drop(reader);
    else if (this.total > this.limits.together) this.relieve();
  }

  /** The connection is over. */
  forget(reader: Reader): void {
    this.set(reader, 0);
  }

  private set(reader: Reader, unread: number): void {
    this.total += unread - (this.noted.get(reader) ?? 0);
    if (unread > 0) this.noted.set(reader, unread);
    else this.noted.delete(reader);
  }

  private drop(reader: Reader): void {
    this.forget(reader);
    reader.drop();
  }

  private relieve(): void {
    for (const reader of [...this.noted.keys()]) this.set(reader, reader.unread());
    const slowest = [...this.noted].sort(([, one], [, other]) => other - one);
    for (const [reader] of slowest) {
      if (this.total <= this.limits.together) return;
      this.drop(reader);
    }
  }
}
