import * as Y from 'yjs';
import { newDocument, table } from '@/lib/collab/document';

type Update = ReturnType<typeof Y.decodeUpdate>;

/** What an update says, for asking more than once. */
export const decode = (update: Uint8Array): Update => Y.decodeUpdate(update);

function areDeleted(doc: Y.Doc, client: number, clock: number, length: number): boolean {
  const structs = doc.store.clients.get(client);
  if (!structs || clock + length > Y.getState(doc.store, client)) return false;
  for (let index = Y.findIndexSS(structs, clock); index < structs.length; index += 1) {
    const struct = structs[index];
    if (!struct || struct.id.clock >= clock + length) break;
    if (!struct.deleted) return false;
  }
  return true;
}

/** Who changed a status to or from “approved”. */
export type Approval = (origin: unknown) => void;

/** Everything that was ever committed to the disk, as one document: what anybody may see and be told is saved. */
export class Truth {
  readonly doc = newDocument();

  constructor(onApproval: Approval) {
    const statuses = new Map<string, unknown>();
    table(this.doc, 'touchpoints').observeDeep((events, { origin }) => {
      for (const event of events) {
        const [id] = event.path;
        const ids = typeof id === 'string' ? [id] : [...event.changes.keys.keys()];
        for (const one of ids) {
          const status = table(this.doc, 'touchpoints').get(one)?.get('status');
          const before = statuses.get(one);
          statuses.set(one, status);
          if (before !== status && (before === 'approved' || status === 'approved')) onApproval(origin);
        }
      }
    });
  }

  /** Something was committed. */
  add(update: Uint8Array, origin: unknown): void {
    Y.applyUpdate(this.doc, update, origin);
  }

  /** Whether all of an update is on the disk. */
  has({ structs, ds }: Update): boolean {
    for (const struct of structs) {
      if (struct instanceof Y.Skip) continue;
      if (struct.id.clock + struct.length > Y.getState(this.doc.store, struct.id.client)) return false;
    }
    return this.hasDeleted({ structs, ds });
  }

  /** Whether everything that an update takes away is gone already. */
  hasDeleted({ ds }: Update): boolean {
    return [...ds.clients].every(([client, ranges]) =>
      ranges.every(({ clock, len }) => areDeleted(this.doc, client, clock, len)),
    );
  }

  /** Whether nothing of what an update brought is left to see: something newer had taken its place already. */
  hasForgotten({ structs }: Update): boolean {
    return structs.every((struct) => areDeleted(this.doc, struct.id.client, struct.id.clock, struct.length));
  }

  /** Whether a document says exactly the same. */
  equals(doc: Y.Doc): boolean {
    if (doc.store.pendingStructs || doc.store.pendingDs) return false;
    return Y.equalSnapshots(Y.snapshot(this.doc), Y.snapshot(doc));
  }
}
