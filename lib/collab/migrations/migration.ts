import * as Y from 'yjs';
import { metaMap, versionOf } from '../document';

/**
 * Brings a document from version `from` to the next. `change` runs in one transaction and must follow from the document
 * alone: no clock, no chance, no fresh ids. Then two processes that migrate the same document write the very same thing.
 */
export type Migration = { readonly from: number; readonly change: (doc: Y.Doc) => void };

/** Client ids are 32 bits. */
const CLIENT_IDS = 2 ** 32;

/** The version that documents have after all migrations; the first was 1. */
export const versionAfter = (migrations: readonly Migration[]): number => 1 + migrations.length;

/** Whether a document was seeded and is older than this build. */
export const isOutdated = (doc: Y.Doc, migrations: readonly Migration[]): boolean =>
  versionOf(doc) >= 1 && versionOf(doc) < versionAfter(migrations);

/** Whether a later build than this one wrote the document; what that means is unknown here, so it must be left alone. */
export const isNewer = (doc: Y.Doc, migrations: readonly Migration[]): boolean =>
  versionOf(doc) > versionAfter(migrations);

/** The same number for the same content, whoever computes it (FNV-1a over everything written and deleted). */
function clientIdFor(doc: Y.Doc): number {
  let hash = 0x811c9dc5;
  for (const byte of Y.encodeSnapshot(Y.snapshot(doc))) hash = Math.imul(hash ^ byte, 0x01000193);
  let client = hash >>> 0;
  while (doc.store.clients.has(client)) client = (client + 1) % CLIENT_IDS;
  return client;
}

/**
 * Brings a document up to the version of this build, one transaction per version. Does nothing when it is that far, newer,
 * or was never seeded. Writes under a client id that follows from the content: two processes that do this at once, or one
 * that was killed in between and starts again, make the same pieces, and the second changes nothing.
 *
 * @throws when a version has no migration
 */
export function migrate(doc: Y.Doc, migrations: readonly Migration[]): void {
  while (isOutdated(doc, migrations)) {
    const version = versionOf(doc);
    const migration = migrations.find(({ from }) => from === version);
    if (!migration) throw new Error(`no migration from version ${version}`);
    doc.clientID = clientIdFor(doc);
    doc.transact(() => {
      migration.change(doc);
      metaMap(doc).set('schemaVersion', version + 1);
    }, 'migration');
  }
}
