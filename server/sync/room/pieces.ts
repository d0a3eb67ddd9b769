/**
 * The first block is small, because many rooms see few edits; each next one twice the one before, up to the largest (bytes). What
 * needs more than that, as a whole document does, gets a block of its own size, and the others do not grow because of it.
 */
const FIRST = 1_024;
const LARGEST = 65_536;
/** What a piece's length takes. */
const LENGTH = 4;

/**
 * Copies of updates, one after the other. An array of its own for each would take several times as many bytes as a
 * keystroke has, and time to collect; a view on the frame that it came in with would keep all of that frame.
 */
export class Pieces implements Iterable<Uint8Array> {
  private readonly blocks: Buffer[] = [];
  /** How much of each block is in use. */
  private readonly used: number[] = [];
  private count = 0;
  private next = FIRST;

  /** How many there are. */
  get length(): number {
    return this.count;
  }

  /** Adds a copy. */
  add(piece: Uint8Array): void {
    const block = this.blockFor(LENGTH + piece.length);
    const last = this.blocks.length - 1;
    const at = block.writeUInt32LE(piece.length, this.used[last] ?? 0);
    block.set(piece, at);
    this.used[last] = at + piece.length;
    this.count += 1;
  }

  /** In the order in which they came; views, not to be kept. */
  *[Symbol.iterator](): Iterator<Uint8Array> {
    for (const [index, block] of this.blocks.entries()) {
      let at = 0;
      while (at < (this.used[index] ?? 0)) {
        const length = block.readUInt32LE(at);
        at += LENGTH;
        yield block.subarray(at, at + length);
        at += length;
      }
    }
  }

  private blockFor(size: number): Buffer {
    const last = this.blocks.at(-1);
    if (last && (this.used.at(-1) ?? 0) + size <= last.length) return last;
    // Not from the pool that frames are made in: what stays must not hold on to what passes.
    const block = Buffer.allocUnsafeSlow(Math.max(this.next, size));
    if (size <= this.next) this.next = Math.min(LARGEST, this.next * 2);
    this.blocks.push(block);
    this.used.push(0);
    return block;
  }
}
