/** Most lines that are kept for whoever looks at a failure. */
const KEPT = 400;

/** What happened in a workshop: a hash of everything, and the last lines when somebody wants to read them. */
export class Trace {
  private state = 0x811c9dc5;
  private readonly lines: string[] = [];

  constructor(
    private readonly isVerbose: boolean,
    private readonly now: () => number,
  ) {}

  /** Notes that something happened. */
  note(what: string, bytes?: Uint8Array): void {
    for (let index = 0; index < what.length; index += 1) this.mix(what.charCodeAt(index));
    this.mix(this.now() | 0);
    if (bytes) for (let index = 0; index < bytes.length; index += 1) this.mix(bytes[index] ?? 0);
    if (!this.isVerbose) return;
    this.lines.push(`${(this.now() / 1_000).toFixed(3)} ${what}${bytes ? ` (${bytes.length} bytes)` : ''}`);
    if (this.lines.length > KEPT) this.lines.shift();
  }

  /** The same for two workshops in which the same things happened at the same moments. */
  get hash(): string {
    return (this.state >>> 0).toString(16).padStart(8, '0');
  }

  /** The last lines. */
  get tail(): string {
    return this.lines.join('\n');
  }

  private mix(value: number): void {
    this.state = Math.imul(this.state ^ value, 0x01000193);
  }
}
