import * as Y from 'yjs';

/** Updates that are made one in one go: Yjs looks through all of them again for every struct that they hold. */
const IN_ONE_GO = 64;

/** Things that follow each other, as many together as have at most `most` bytes; a larger one stays alone. */
function inGroups<T>(items: readonly T[], bytesOf: (item: T) => number, most: number): readonly T[][] {
  const groups: T[][] = [];
  let bytes = 0;
  for (const item of items) {
    bytes += bytesOf(item);
    const group = groups.at(-1);
    if (group && bytes <= most) group.push(item);
    else {
      groups.push([item]);
      bytes = bytesOf(item);
    }
  }
  return groups;
}

function mergeAll(updates: readonly Uint8Array[]): Uint8Array {
  let rest = updates;
  while (rest.length > 1) rest = inGroups(rest, () => 1, IN_ONE_GO).map((group) => Y.mergeUpdates(group));
  return rest[0] ?? Y.mergeUpdates([]);
}

/**
 * Makes fewer updates of many, in their order. Each of the results is the work of whole transactions, so whoever has
 * the ones before it can take it in, and finds every record whole and valid after it.
 *
 * @param most bytes in one; an update that is larger by itself stays as it is
 */
export const gatherUpdates = (updates: readonly Uint8Array[], most: number): readonly Uint8Array[] =>
  inGroups(updates, ({ length }) => length, most).map(mergeAll);

/** Edits that an earlier visit left: how many, and the updates that they are in. */
export type KeptEdits = { readonly count: number; readonly updates: readonly Uint8Array[] };

/** An update with the number of edits that were made before it, and up to where it is done with. */
type Entry = { readonly update: Uint8Array; readonly before: number; readonly end: number };

/** Updates put together; an acknowledgement of them, and of all before them, covers the first `covers` edits. */
export type Gathered = { readonly update: Uint8Array; readonly covers: number };

/**
 * The edits that no server has acknowledged, as they were made. What a document has become cannot be cut everywhere: a
 * title that was changed twice has lost its first value, and a record without one is none. Cut between two edits, it is
 * what the server would have seen of somebody on line.
 */
export class Unsent {
  private entries: Entry[];

  constructor({ count, updates }: KeptEdits = { count: 0, updates: [] }) {
    // Nobody knows which update holds which edit, so they stay until all are acknowledged.
    this.entries = count > 0 ? updates.map((update) => ({ update, before: 0, end: count })) : [];
  }

  /** The updates, oldest first. */
  get updates(): readonly Uint8Array[] {
    return this.entries.map(({ update }) => update);
  }

  /** An edit was made, the one with that number, from 1. */
  add(update: Uint8Array, number: number): void {
    this.entries.push({ update, before: number - 1, end: number });
  }

  /** The first `edits` edits are on the server's disk. */
  forget(edits: number): void {
    const first = this.entries.findIndex(({ end }) => end > edits);
    this.entries = first < 0 ? [] : first > 0 ? this.entries.slice(first) : this.entries;
  }

  /** What is there now, in as few updates as may be; made one by one as they are asked for. */
  *gathered(most: number): Generator<Gathered> {
    const groups = inGroups(this.entries, ({ update }) => update.length, most);
    for (const [index, group] of groups.entries()) {
      const covers = groups[index + 1]?.[0]?.before ?? group.at(-1)?.end ?? 0;
      yield { update: mergeAll(group.map(({ update }) => update)), covers };
    }
  }
}
