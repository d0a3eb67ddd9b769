import type { Logger } from 'pino';
import type { Clock } from '../clock';

/** A piece that another process announced out of order gets this long to arrive by itself (milliseconds). */
const PATIENCE_MS = 50;
/** Pause after a failure (milliseconds). */
const RETRY_MS = 500;

type Missing = {
  /** Fetches everything that is stored and not in memory. */
  readonly fetch: () => Promise<void>;
  /** Something is known to be missing. */
  readonly isBehind: () => boolean;
};
type Deps = { readonly clock: Clock; readonly log: Pick<Logger, 'warn'> };

/** Fetches what is missing, one fetch at a time. */
export class CatchUp {
  private running: Promise<void> | undefined;
  private next: Promise<void> | undefined;
  private cancelTimer: (() => void) | undefined;
  private isStopped = false;

  constructor(
    private readonly missing: Missing,
    private readonly deps: Deps,
  ) {}

  /** Resolves when a fetch that began after this call is through; throws when it failed. */
  now(): Promise<void> {
    if (!this.running) return this.run();
    // One that is under way may have looked before what the caller wants was there.
    this.next ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.next = undefined;
        return this.run();
      });
    return this.next;
  }

  /** Fetches in a moment, unless nothing is missing by then; tries until it works. */
  soon(wait = PATIENCE_MS): void {
    if (this.cancelTimer || this.isStopped) return;
    this.cancelTimer = this.deps.clock.after(wait, () => {
      this.cancelTimer = undefined;
      if (!this.missing.isBehind()) return;
      this.now().catch((error: unknown) => {
        this.deps.log.warn({ err: error }, 'edits of another process could not be fetched; trying again');
        this.soon(RETRY_MS);
      });
    });
  }

  /** Stops for good. */
  stop(): void {
    this.isStopped = true;
    this.cancelTimer?.();
  }

  private run(): Promise<void> {
    if (this.isStopped) return Promise.resolve();
    this.running = this.missing.fetch().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }
}
