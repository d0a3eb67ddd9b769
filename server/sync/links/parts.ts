import { PART_BYTES, type Part } from '../../../lib/collab/parts';
import { carriesEdits, MAX_MESSAGE } from '../../../lib/collab/protocol';
import type { Clock } from '../clock';
import type { Budget } from './budget';

/** How long all pieces of a frame may take (milliseconds): a megabyte over a phone's worst uplink. */
const PATIENCE_MS = 60_000;

/**
 * What adding a piece led to: the whole frame, `more` to come, or why not: `broken`, `tooLarge` for anybody, or `full`,
 * because too much of others is under way right now.
 */
export type Added = Uint8Array | 'more' | 'broken' | 'tooLarge' | 'full';

type Unfinished = { readonly id: number; readonly total: number; readonly pieces: Uint8Array[] };

/** Puts the frames of one connection together that came in pieces. */
export class Parts {
  private unfinished: Unfinished | null = null;
  private giveBack: (() => void)[] = [];
  private cancelTimer = () => {};

  /** @param onSlow the rest of a frame did not come in time */
  constructor(
    private readonly budget: Budget,
    private readonly clock: Clock,
    private readonly onSlow: () => void,
  ) {}

  /** Takes the next piece in. */
  add({ id, index, total, bytes }: Part): Added {
    if (total * PART_BYTES > MAX_MESSAGE + PART_BYTES) return 'tooLarge';
    if (!this.unfinished && index === 0 && total > 0) this.start(id, total);
    const { unfinished } = this;
    const isNext = unfinished?.id === id && unfinished.total === total && unfinished.pieces.length === index;
    // All but the last one are full, so that nothing small takes up a slot for long.
    if (!isNext || (index < total - 1 ? bytes.length !== PART_BYTES : bytes.length > PART_BYTES)) return 'broken';
    const giveBack = this.budget.take(bytes.length);
    if (!giveBack) return 'full';
    this.giveBack.push(giveBack);
    unfinished.pieces.push(bytes);
    return index === total - 1 ? this.whole(unfinished) : 'more';
  }

  /** Forgets what is not finished. */
  stop(): void {
    this.cancelTimer();
    for (const giveBack of this.giveBack) giveBack();
    this.giveBack = [];
    this.unfinished = null;
  }

  private start(id: number, total: number): void {
    this.unfinished = { id, total, pieces: [] };
    this.cancelTimer = this.clock.after(PATIENCE_MS, this.onSlow);
  }

  private whole({ pieces }: Unfinished): Added {
    const frame = new Uint8Array(Buffer.concat(pieces));
    this.stop();
    if (frame.length > MAX_MESSAGE) return 'tooLarge';
    // Only edits are ever that large, and other messages have limits of their own to keep.
    return carriesEdits(frame) ? frame : 'broken';
  }
}
