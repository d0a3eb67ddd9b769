import * as Y from 'yjs';
import { SCHEMA_VERSION } from '../journey/meta';

/** The root maps of the journey document; anything else in it is refused. */
export const ROOTS = ['meta', 'personas', 'touchpoints'] as const;
export type Root = (typeof ROOTS)[number];
export type TableRoot = Exclude<Root, 'meta'>;

/** A record as it lies in the document: one value per field, `message` a shared text. */
export type YRecord = Y.Map<unknown>;

/** The document's description of itself. */
export const metaMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('meta');

/** A table: records by id. */
export const table = (doc: Y.Doc, root: TableRoot): Y.Map<YRecord> => doc.getMap(root);

/** The record with that id, or `undefined`; something that is no record counts as absent. */
export function recordOf(doc: Y.Doc, root: TableRoot, id: string): YRecord | undefined {
  const record: unknown = table(doc, root).get(id);
  return record instanceof Y.Map ? record : undefined;
}

/** The shared text of a touchpoint's message, or `undefined` when the record is gone or broken. */
export function messageOf(doc: Y.Doc, touchpointId: string): Y.Text | undefined {
  const text = recordOf(doc, 'touchpoints', touchpointId)?.get('message');
  return text instanceof Y.Text ? text : undefined;
}

/** A new document with its roots in place. `gc` stays on: what was deleted must not linger (checks P6). */
export function newDocument(): Y.Doc {
  const doc = new Y.Doc({ gc: true });
  for (const root of ROOTS) doc.getMap(root);
  return doc;
}

/** The version a document was written with; 0 for a document that was never seeded. */
export function versionOf(doc: Y.Doc): number {
  const version = metaMap(doc).get('schemaVersion');
  return typeof version === 'number' && Number.isInteger(version) ? version : 0;
}

/**
 * Whether a build can show and edit the document; a newer one must not be touched by older code.
 * @param newest the version of that build
 */
export const isReadable = (doc: Y.Doc, newest: number = SCHEMA_VERSION): boolean =>
  versionOf(doc) >= 1 && versionOf(doc) <= newest;
