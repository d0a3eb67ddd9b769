import * as Y from 'yjs';
import { SCHEMA_VERSION } from '../journey/meta';
import { newDocument, versionOf } from './document';
import { HAND_IN } from './protocol';
import { gatherUpdates } from './unsent';

/** A stored piece of a document. `isOwn`: edits of this device, as they were made. */
export type CopyPart = { readonly data: Uint8Array; readonly isOwn: boolean };

/** The edits of this device among the pieces, oldest first. */
export const ownIn = (parts: readonly CopyPart[]): readonly Uint8Array[] =>
  parts.filter(({ isOwn }) => isOwn).map(({ data }) => data);

/** Own edits go in pieces that can be handed in one by one. */
const ownParts = (updates: readonly Uint8Array[]): readonly CopyPart[] =>
  gatherUpdates(updates, HAND_IN.piece).map((data) => ({ data, isOwn: true }));

/** Updates as they are added to a copy: what others did as one piece, what was done here as it was made. */
export function asParts(updates: readonly CopyPart[]): readonly CopyPart[] {
  const theirs = updates.filter(({ isOwn }) => !isOwn).map(({ data }) => data);
  const merged = theirs.length > 0 ? [{ data: Y.mergeUpdates(theirs), isOwn: false }] : [];
  return [...merged, ...ownParts(ownIn(updates))];
}

/** A whole document, with its edits that the server must still take. */
export const wholeInParts = (doc: Y.Doc, unsent: readonly Uint8Array[]): readonly CopyPart[] => [
  { data: Y.encodeStateAsUpdate(doc), isOwn: false },
  ...ownParts(unsent),
];

/**
 * Puts stored pieces of one document together. A piece that does not read is left out: the rest is worth having, and
 * the server has what was acknowledged.
 */
export function applyParts(doc: Y.Doc, parts: readonly CopyPart[], origin: unknown): void {
  for (const { data } of parts) {
    try {
      Y.applyUpdate(doc, data, origin);
    } catch {
      // Damaged on the way to the disk or back.
    }
  }
}

/** The same document in few pieces: without the text that was deleted, but for edits that the server must still take. */
export function tidied(parts: readonly CopyPart[], unsent: readonly Uint8Array[]): readonly CopyPart[] {
  const doc = newDocument();
  try {
    applyParts(doc, parts, null);
    return wholeInParts(doc, unsent);
  } finally {
    doc.destroy();
  }
}

/** Whether a document can be shown before the server has been heard: only the server brings an older shape up to date. */
export const isCurrent = (doc: Y.Doc): boolean => versionOf(doc) === SCHEMA_VERSION;
