/** What the save mark says. `unsaved` counts edits that are nowhere but in this tab. */
export type SaveState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving'; readonly count: number }
  | { readonly kind: 'unsaved'; readonly count: number };

/** An edit that waits longer than this for its ack is called unsaved, even on an open link (milliseconds). */
export const ACK_PATIENCE_MS = 2_500;

/**
 * Counts edits against durable acknowledgements, and nothing else (design §4.2). Pure bookkeeping without clock or socket:
 * the caller reports what happened, and when (milliseconds of any clock that never runs back).
 *
 * Every sync frame that is sent covers the local edits made before it, or the first ones of them when they go in several
 * frames; the server's ack names the last frame of *this* connection that is on disk.
 */
export class SaveMark {
  private made: number;
  private covered = 0;
  private frames: number[] = [];
  private link: 'down' | 'open' | 'synced' = 'down';
  private everSynced = false;
  private waitingSince = 0;

  /** @param kept edits of an earlier visit that this device kept and no server has acknowledged */
  constructor(kept = 0) {
    this.made = kept;
  }

  /** A local edit was made; call before its frame is sent. */
  edited(now: number): void {
    if (this.pending === 0) this.waitingSince = now;
    this.made += 1;
  }

  /** A new connection opened: the server counts its frames from zero. */
  opened(now: number): void {
    this.frames = [];
    this.link = 'open';
    this.waitingSince = now;
  }

  /** A frame with edits went out on this connection: with it, the first `covers` edits are on their way. */
  sent(covers = this.made): void {
    this.frames.push(covers);
  }

  /** First sync on this connection is done. */
  synced(): void {
    this.link = 'synced';
    this.everSynced = true;
  }

  /** The server has `count` frames of this connection on disk. */
  acknowledged(count: number, now: number): void {
    const covered = this.frames[count - 1];
    if (covered === undefined || covered < this.covered) return;
    this.covered = covered;
    this.waitingSince = now;
  }

  /** The connection is gone, or cannot be trusted. */
  closed(): void {
    this.link = 'down';
    this.frames = [];
  }

  /** How many edits there are, kept ones included. */
  get edits(): number {
    return this.made;
  }

  /** How many of them, from the first on, are on the server's disk. */
  get durable(): number {
    return this.covered;
  }

  /** Edits that no acknowledgement covers. */
  get pending(): number {
    return this.made - this.covered;
  }

  /** What the mark says at this moment. */
  stateAt(now: number): SaveState {
    if (this.link === 'down') {
      return this.everSynced || this.pending > 0 ? { kind: 'unsaved', count: this.pending } : { kind: 'connecting' };
    }
    if (this.pending > 0) {
      const kind = now - this.waitingSince > ACK_PATIENCE_MS ? 'unsaved' : 'saving';
      return { kind, count: this.pending };
    }
    return this.link === 'synced' ? { kind: 'saved' } : { kind: 'connecting' };
  }
}
