/** Reads numbers from a message without objects in between: the generator does this some ten thousand times a second. */
export class Cursor {
  at = 0;
  data: Uint8Array = new Uint8Array();

  /** Begins with other bytes. */
  on(data: Uint8Array, at = 0): this {
    this.data = data;
    this.at = at;
    return this;
  }

  varUint(): number {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.data[this.at] ?? 0;
      this.at += 1;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
  }

  /** A length and that many bytes, which are skipped. @returns where they start; they end at `at` */
  block(): number {
    const size = this.varUint();
    const start = this.at;
    this.at += size;
    return start;
  }
}
