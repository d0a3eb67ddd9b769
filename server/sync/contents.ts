import * as Y from 'yjs';
import type { z } from 'zod';
import { ROOTS, type TableRoot } from '../../lib/collab/document';
import { LIMITS } from '../../lib/journey/limits';
import { personaEditSchema, personaSchema } from '../../lib/journey/persona';
import { touchpointEditSchema, touchpointSchema } from '../../lib/journey/touchpoint';
import { type Actor, mayApprove } from '../../lib/method/permissions';

type Shape = Readonly<Record<string, z.ZodType>>;

/** What the records of a table may hold, and which of that an edit may set in a record that is there. */
const TABLES: Readonly<Record<TableRoot, { shape: Shape; editable: ReadonlySet<string>; most: number }>> = {
  personas: {
    shape: personaSchema.omit({ id: true }).shape,
    editable: new Set([...Object.keys(personaEditSchema.shape), 'order', 'removedAt']),
    most: LIMITS.personas,
  },
  touchpoints: {
    shape: touchpointSchema.omit({ id: true }).shape,
    editable: new Set([...Object.keys(touchpointEditSchema.shape), 'position', 'removedAt']),
    most: LIMITS.touchpoints,
  },
};

/** The one field that is a shared text. */
const TEXT_FIELD = 'message';
const { id: idSchema } = touchpointSchema.shape;

const isTable = (name: string): name is TableRoot => name in TABLES;

/** A shared text that holds plain text only: no formatting, no embedded things, no attributes. */
function isPlainText(value: unknown, schema: z.ZodType): boolean {
  if (!(value instanceof Y.Text) || value._map.size > 0) return false;
  const plain = value.toDelta().every((part: { insert?: unknown; attributes?: unknown }) => {
    return typeof part.insert === 'string' && part.attributes === undefined;
  });
  return plain && schema.safeParse(value.toString()).success;
}

function isField(root: TableRoot, field: string, value: unknown): boolean {
  const schema = TABLES[root].shape[field];
  if (!schema || !Object.hasOwn(TABLES[root].shape, field)) return false;
  return field === TEXT_FIELD ? isPlainText(value, schema) : schema.safeParse(value).success;
}

/** A whole new record: exactly the fields of its table, each valid. */
function isRecord(root: TableRoot, id: string, record: unknown): boolean {
  if (!(record instanceof Y.Map) || record._start !== null || !idSchema.safeParse(id).success) return false;
  const fields = [...record.keys()];
  const { shape } = TABLES[root];
  return (
    fields.length === Object.keys(shape).length && fields.every((field) => isField(root, field, record.get(field)))
  );
}

/** The value of a key before the transaction; `undefined` when there was none. */
function valueBefore(map: Y.Map<unknown>, key: string, before: ReadonlyMap<number, number>): unknown {
  let item = map._map.get(key) ?? null;
  while (item && item.id.clock >= (before.get(item.id.client) ?? 0)) item = item.left;
  return item?.content.getContent().at(-1);
}

/** New records only: what is there is binned by a field, never taken away or replaced. */
function addsRecords(root: TableRoot, table: Y.Map<unknown>, keys: ReadonlySet<string | null>): boolean {
  for (const id of keys) {
    if (id === null || table._map.get(id)?.left || !isRecord(root, id, table.get(id))) return false;
  }
  return table.size <= TABLES[root].most;
}

type Change = { readonly transaction: Y.Transaction; readonly actor: Actor };

function editsRecord(
  root: TableRoot,
  record: Y.Map<unknown>,
  keys: ReadonlySet<string | null>,
  { transaction, actor }: Change,
): boolean {
  for (const field of keys) {
    if (field === null || !TABLES[root].editable.has(field) || !isField(root, field, record.get(field))) return false;
    if (field !== 'status' || mayApprove(actor)) continue;
    const wasApproved = valueBefore(record, field, transaction.beforeState) === 'approved';
    if (wasApproved !== (record.get(field) === 'approved')) return false;
  }
  return true;
}

function editsText(root: TableRoot, field: string | null, text: unknown): boolean {
  const schema = TABLES[root].shape[TEXT_FIELD];
  return field === TEXT_FIELD && schema !== undefined && isPlainText(text, schema);
}

/** Where a type hangs: the table, the record in it, or the text of that record. */
function isAllowed(type: Y.AbstractType<unknown>, keys: ReadonlySet<string | null>, change: Change): boolean {
  const { doc } = change.transaction;
  const rootOf = (candidate: unknown): string | undefined =>
    [...doc.share].find(([, shared]) => shared === candidate)?.[0];
  const own = rootOf(type);
  // Only the server writes what the document says about itself.
  if (own !== undefined) return isTable(own) && addsRecords(own, type as Y.Map<unknown>, keys);
  const record = type._item?.parent;
  const table = rootOf(record);
  if (table !== undefined) {
    return isTable(table) && type instanceof Y.Map && editsRecord(table, type, keys, change);
  }
  const grandparent = record instanceof Y.Map ? rootOf(record._item?.parent) : undefined;
  if (grandparent === undefined || !isTable(grandparent)) return false;
  return editsText(grandparent, type._item?.parentSub ?? null, type);
}

/**
 * Whether everything a transaction changed in the journey is something this actor may do, and leaves every touched
 * record valid. Values before and after are compared, because a check of paths alone can be led around.
 * Call while the transaction is still open to inspection (`afterTransaction`).
 */
export function isPermitted(transaction: Y.Transaction, actor: Actor): boolean {
  if (transaction.doc.share.size > ROOTS.length) return false;
  for (const [type, keys] of transaction.changed) {
    if (!isAllowed(type as Y.AbstractType<unknown>, keys, { transaction, actor })) return false;
  }
  return true;
}
