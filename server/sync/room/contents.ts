import * as Y from 'yjs';
import type { z } from 'zod';
import { ROOTS, type TableRoot, table } from '../../../lib/collab/document';
import { LIMITS } from '../../../lib/journey/limits';
import { personaEditSchema, personaSchema } from '../../../lib/journey/persona';
import { type Touchpoint, touchpointEditSchema, touchpointSchema } from '../../../lib/journey/touchpoint';
import { type Actor, mayApprove } from '../../../lib/method/permissions';

type Change = { readonly transaction: Y.Transaction; readonly actor: Actor };
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

const isTable = (name: string): name is TableRoot => Object.hasOwn(TABLES, name);

/** What a transaction put into a shared type, in no order; also what it deleted again. */
function* added(type: unknown, { doc, beforeState, afterState }: Y.Transaction): Generator<Y.Item> {
  for (const [client, end] of afterState) {
    const start = beforeState.get(client) ?? 0;
    const structs = start < end ? doc.store.clients.get(client) : undefined;
    if (!structs) continue;
    for (let index = Y.findIndexSS(structs, start); index < structs.length; index += 1) {
      const struct = structs[index];
      if (struct instanceof Y.Item && struct.parent === type) yield struct;
    }
  }
}

/**
 * A shared text that holds plain text only: no formatting, no embedded things, no attributes. Looks at every new piece,
 * because a format mark at the end changes nothing yet, and would spoil the next letter that a colleague types there.
 * What was there before was looked at when it came: walking through a long text for each letter would cost more than the rest.
 * Kinds of types are compared exactly: an XML text is a text too, and would say something else to every reader.
 */
function isPlainText(value: unknown, schema: z.ZodType, transaction: Y.Transaction): boolean {
  if (!(value instanceof Y.Text) || value.constructor !== Y.Text || value._map.size > 0) return false;
  for (const { deleted, content } of added(value, transaction)) {
    if (deleted) continue;
    if (!(content instanceof Y.ContentString) || !schema.safeParse(content.str).success) return false;
  }
  return value.length <= LIMITS.messageMerged;
}

/** A plain value that is what its schema says, and nothing besides: no further keys, own or inherited. */
function isExactly(schema: z.ZodType, value: unknown): boolean {
  const parsed = schema.safeParse(value);
  if (!parsed.success) return false;
  if (typeof value !== 'object' || value === null) return parsed.data === value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.keys(value).length === Object.keys(parsed.data as object).length;
}

/** A place on a line that exists: a touchpoint elsewhere would be in no cell and in no bin. */
const isOnLine = (position: unknown, doc: Y.Doc): boolean =>
  table(doc, 'personas').has((position as Touchpoint['position']).personaId);

function isField(root: TableRoot, field: string, record: Y.Map<unknown>, transaction: Y.Transaction): boolean {
  const schema = Object.hasOwn(TABLES[root].shape, field) ? TABLES[root].shape[field] : undefined;
  // One entry may carry several values, of which only the last is seen.
  if (!schema || record._map.get(field)?.length !== 1) return false;
  const value = record.get(field);
  if (field === TEXT_FIELD) return isPlainText(value, schema, transaction);
  return isExactly(schema, value) && (field !== 'position' || isOnLine(value, transaction.doc));
}

/** A whole new record: exactly the fields of its table, each valid, and not approved by somebody who may not. */
function isRecord(root: TableRoot, id: string, record: unknown, { transaction, actor }: Change): boolean {
  if (!(record instanceof Y.Map) || record.constructor !== Y.Map || record._start !== null) return false;
  if (!idSchema.safeParse(id).success || (record.get('status') === 'approved' && !mayApprove(actor))) return false;
  const fields = [...record.keys()];
  return (
    fields.length === Object.keys(TABLES[root].shape).length &&
    fields.every((field) => isField(root, field, record, transaction))
  );
}

/** The value of a key before the transaction; `undefined` when there was none. */
function valueBefore(map: Y.Map<unknown>, key: string, before: ReadonlyMap<number, number>): unknown {
  let item = map._map.get(key) ?? null;
  while (item && item.id.clock >= (before.get(item.id.client) ?? 0)) item = item.left;
  return item?.content.getContent().at(-1);
}

/** New records only: what is there is binned by a field, never taken away or replaced. */
function addsRecords(
  root: TableRoot,
  records: Y.Map<unknown>,
  keys: ReadonlySet<string | null>,
  change: Change,
): boolean {
  for (const id of keys) {
    const item = id === null ? undefined : records._map.get(id);
    if (id === null || item?.left || item?.length !== 1 || !isRecord(root, id, records.get(id), change)) return false;
  }
  return records.size <= TABLES[root].most;
}

function editsRecord(
  root: TableRoot,
  record: Y.Map<unknown>,
  keys: ReadonlySet<string | null>,
  { transaction, actor }: Change,
): boolean {
  for (const field of keys) {
    if (field === null || !TABLES[root].editable.has(field)) return false;
    if (!isField(root, field, record, transaction)) return false;
    if (field !== 'status' || mayApprove(actor)) continue;
    const wasApproved = valueBefore(record, field, transaction.beforeState) === 'approved';
    if (wasApproved !== (record.get(field) === 'approved')) return false;
  }
  return true;
}

function editsText(root: TableRoot, field: string | null, text: unknown, { transaction }: Change): boolean {
  const schema = TABLES[root].shape[TEXT_FIELD];
  return field === TEXT_FIELD && schema !== undefined && isPlainText(text, schema, transaction);
}

/** Where a type hangs: the table, the record in it, or the text of that record. */
function isAllowed(type: Y.AbstractType<unknown>, keys: ReadonlySet<string | null>, change: Change): boolean {
  const { doc } = change.transaction;
  const rootOf = (candidate: unknown): string | undefined => {
    for (const [name, shared] of doc.share) if (shared === candidate) return name;
    return undefined;
  };
  const own = rootOf(type);
  // Only the server writes what the document says about itself.
  if (own !== undefined) return isTable(own) && addsRecords(own, type as Y.Map<unknown>, keys, change);
  const record = type._item?.parent;
  const parent = rootOf(record);
  if (parent !== undefined) {
    return isTable(parent) && type instanceof Y.Map && editsRecord(parent, type, keys, change);
  }
  const grandparent = record instanceof Y.Map ? rootOf(record._item?.parent) : undefined;
  if (grandparent === undefined || !isTable(grandparent)) return false;
  return editsText(grandparent, type._item?.parentSub ?? null, type, change);
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
