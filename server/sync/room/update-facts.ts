import * as Y from 'yjs';

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number];
type Range = { readonly clock: number; readonly len: number };

/** What an update says, read without applying it. */
export type UpdateFacts = {
  readonly structs: readonly Struct[];
  readonly deletes: ReadonlyMap<number, readonly Range[]>;
};

/** Reads an update in full; `null` when its bytes are no update. */
export function readUpdate(update: Uint8Array): UpdateFacts | null {
  try {
    const { structs, ds } = Y.decodeUpdate(update);
    return { structs, deletes: ds.clients as Map<number, Range[]> };
  } catch {
    return null;
  }
}

const stateOf = (doc: Y.Doc, client: number): number => Y.getState(doc.store, client);

function isDeleted(doc: Y.Doc, client: number, { clock, len }: Range): boolean {
  const structs = doc.store.clients.get(client);
  if (!structs || clock + len > stateOf(doc, client)) return false;
  for (let index = Y.findIndexSS(structs, clock); index < structs.length; index += 1) {
    const struct = structs[index];
    if (!struct || struct.id.clock >= clock + len) break;
    if (!struct.deleted) return false;
  }
  return true;
}

/** Whether the document already has all of it, as with the answer that every client sends when it connects. */
export function isKnown(doc: Y.Doc, { structs, deletes }: UpdateFacts): boolean {
  for (const struct of structs) {
    if (!(struct instanceof Y.Skip) && struct.id.clock + struct.length > stateOf(doc, struct.id.client)) return false;
  }
  for (const [client, ranges] of deletes) {
    for (const range of ranges) if (range.len > 0 && !isDeleted(doc, client, range)) return false;
  }
  return true;
}

/** The clients whose work is new to the document, each with the clock up to which it goes. */
export function newAuthors(doc: Y.Doc, { structs }: UpdateFacts): ReadonlyMap<number, number> {
  const authors = new Map<number, number>();
  // Those of one client follow each other.
  for (const { id, length } of structs) {
    if (id.clock + length > stateOf(doc, id.client)) authors.set(id.client, id.clock + length);
  }
  return authors;
}

/** The clients in these updates, each with the clock up to which its work goes. */
export function clocksIn(updates: readonly Uint8Array[]): ReadonlyMap<number, number> {
  const clocks = new Map<number, number>();
  for (const update of updates) {
    for (const [client, end] of Y.parseUpdateMeta(update).to)
      clocks.set(client, Math.max(clocks.get(client) ?? 0, end));
  }
  return clocks;
}

/**
 * Whether everything the update builds on is in the document or in the update itself. Otherwise Yjs would keep it
 * waiting for the rest: invisible, and a way to fill memory.
 */
export function isComplete(doc: Y.Doc, { structs, deletes }: UpdateFacts): boolean {
  const ends = new Map<number, number>();
  const endOf = (client: number): number => ends.get(client) ?? stateOf(doc, client);
  for (const struct of structs) {
    const { client, clock } = struct.id;
    if (struct instanceof Y.Skip || clock > endOf(client)) return false;
    ends.set(client, Math.max(endOf(client), clock + struct.length));
  }
  const has = (id: Y.ID | null): boolean => id === null || id.clock < endOf(id.client);
  for (const struct of structs) {
    if (!(struct instanceof Y.Item)) continue;
    if (!has(struct.origin) || !has(struct.rightOrigin)) return false;
    if (struct.parent instanceof Y.ID && !has(struct.parent)) return false;
  }
  for (const [client, ranges] of deletes) {
    for (const { clock, len } of ranges) if (clock + len > endOf(client)) return false;
  }
  return true;
}
