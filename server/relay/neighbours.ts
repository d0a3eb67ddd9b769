/** Nothing heard of a process for this long: it is gone, and its people with it (milliseconds). */
const SILENCE_MS = 6_000;

type Neighbour = { heardAt: number; number: number; isUnsure: boolean };

/** The other processes, as far as they were heard. */
export class Neighbours {
  private readonly known = new Map<string, Neighbour>();

  get size(): number {
    return this.known.size;
  }

  /** Their names. */
  places(): readonly string[] {
    return [...this.known.keys()];
  }

  /** Whether that process was heard a moment ago. */
  knows(place: string): boolean {
    return this.known.has(place);
  }

  /**
   * A frame of a process came in; `number` is 0 when it was for us alone.
   * @returns whether frames before it are missing
   */
  hear(place: string, number: number, now: number): boolean {
    const neighbour = this.known.get(place);
    if (!neighbour) {
      this.known.set(place, { heardAt: now, number, isUnsure: true });
      return true;
    }
    neighbour.heardAt = now;
    if (number === 0) return false;
    const isMissing = number !== neighbour.number + 1;
    neighbour.number = number;
    neighbour.isUnsure ||= isMissing;
    return isMissing;
  }

  /** We missed something, but not of whom. */
  doubt(): void {
    for (const neighbour of this.known.values()) neighbour.isUnsure = true;
  }

  /** Those of whom something was missed since the last time. */
  takeUnsure(): readonly string[] {
    const unsure = [...this.known].filter(([, { isUnsure }]) => isUnsure);
    for (const [, neighbour] of unsure) neighbour.isUnsure = false;
    return unsure.map(([place]) => place);
  }

  /** Forgets those that are silent. @returns them */
  takeSilent(now: number): readonly string[] {
    const silent = [...this.known].filter(([, { heardAt }]) => now - heardAt > SILENCE_MS).map(([place]) => place);
    for (const place of silent) this.known.delete(place);
    return silent;
  }

  /** A process said goodbye. */
  forget(place: string): void {
    this.known.delete(place);
  }
}
