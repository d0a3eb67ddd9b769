import * as Y from 'yjs';
import { newDocument, recordOf, table } from '@/lib/collab/document';

/** A copy of a journey in the hands of a page that minds no rules. */
export function aForger(seed: Uint8Array, clientId?: number): Y.Doc {
  const doc = newDocument();
  Y.applyUpdate(doc, seed);
  // Not before: Yjs takes another id when it meets its own in what comes in.
  if (clientId !== undefined) doc.clientID = clientId;
  return doc;
}

type Shared = Y.Text | Y.Map<unknown> | Y.Map<Y.Map<unknown>>;

/** Writes something that no call of Yjs writes: any content, anywhere, under a key or in the list. */
export function force(target: Shared, key: string | null, content: Y.Item['content']): void {
  const parent = target as Y.AbstractType<unknown>;
  const { doc } = parent;
  if (!doc) throw new Error('not in a document');
  doc.transact((transaction) => {
    let left: Y.Item | null = key === null ? parent._start : (parent._map.get(key) ?? null);
    while (left?.right) left = left.right;
    const id = Y.createID(doc.clientID, Y.getState(doc.store, doc.clientID));
    new Y.Item(id, left, left?.lastId ?? null, null, null, parent as never, key, content).integrate(transaction, 0);
  });
}

/** A record that must be there. */
export function theRecord(doc: Y.Doc, root: 'personas' | 'touchpoints', id: string): Y.Map<unknown> {
  const record = recordOf(doc, root, id);
  if (!record) throw new Error(`no ${id}`);
  return record;
}

/** A whole record like an existing one, with changes. */
export function aRecordLike(
  doc: Y.Doc,
  root: 'personas' | 'touchpoints',
  id: string,
  changes: Readonly<Record<string, unknown>> = {},
): Y.Map<unknown> {
  const copy = new Y.Map<unknown>();
  const fields = { ...theRecord(doc, root, id).toJSON(), ...changes };
  for (const [field, value] of Object.entries(fields)) {
    copy.set(field, field === 'message' && typeof value === 'string' ? new Y.Text(value) : value);
  }
  return copy;
}

/** Adds a record under a new id. */
export const add = (doc: Y.Doc, root: 'personas' | 'touchpoints', id: string, record: unknown): void =>
  void table(doc, root).set(id, record as Y.Map<unknown>);
