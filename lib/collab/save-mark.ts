/** What the save mark says. `unsaved` counts edits that are nowhere but in this tab. */
export type SaveState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving'; readonly count: number }
  | { readonly kind: 'unsaved'; readonly count: number };

/**
 * Counts edits against durable acknowledgements, and nothing else (design §4.2). Pure bookkeeping without clock or socket:
 * the caller reports what happened.
 *
 * Every sync frame that is sent covers all local edits made before it; the server's ack names the last frame of
 * *this* connection that is on disk.
 */
export class SaveMark {
  private edits = 0;
  private durable = 0;
  private frames: number[] = [];
  private link: 'down' | 'open' | 'synced' = 'down';
  private everSynced = false;

  /** A local edit was made; call before its frame is sent. */
  edited(): void {
    this.edits += 1;
  }

  /** A new connection opened: the server counts its frames from zero. */
  opened(): void {
    this.frames = [];
    this.link = 'open';
  }

  /** A frame with edits went out on this connection. */
  sent(): void {
    this.frames.push(this.edits);
  }

  /** First sync on this connection is done. */
  synced(): void {
    this.link = 'synced';
    this.everSynced = true;
  }

  /** The server has `count` frames of this connection on disk. */
  acknowledged(count: number): void {
    const covered = this.frames[count - 1];
    if (covered !== undefined && covered > this.durable) this.durable = covered;
  }

  /** The connection is gone, or cannot be trusted. */
  closed(): void {
    this.link = 'down';
    this.frames = [];
  }

  /** Edits that no acknowledgement covers. */
  get pending(): number {
    return this.edits - this.durable;
  }

  get state(): SaveState {
    if (this.link === 'down') {
      return this.everSynced || this.pending > 0 ? { kind: 'unsaved', count: this.pending } : { kind: 'connecting' };
    }
    if (this.pending > 0) return { kind: 'saving', count: this.pending };
    return this.link === 'synced' ? { kind: 'saved' } : { kind: 'connecting' };
  }
}
