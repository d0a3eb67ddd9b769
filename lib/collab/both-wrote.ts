import * as Y from 'yjs';
import { recordOf, table } from './document';
import { placeOf, TEXTS } from './unsaved';

/** A short text that two people changed without knowing of each other. One of the two stays; this is the other one. */
export type BothWrote = {
  readonly root: 'personas' | 'touchpoints';
  readonly id: string;
  readonly field: (typeof TEXTS)[keyof typeof TEXTS][number];
  /** The title of the record, now. */
  readonly of: string;
  /** What the journey says. For a message, both texts are in it. */
  readonly now: string;
  /** The text that gave way; `null` for a message, in which nothing gives way. */
  readonly other: string | null;
  /** Whether the text that gave way was written on this device. */
  readonly isMine: boolean;
};

const textIn = (item: Y.Item): string | null => {
  const value: unknown = item.content instanceof Y.ContentAny ? item.content.arr.at(-1) : null;
  return typeof value === 'string' ? value : null;
};

/** The text that gave way at a field, and whose it was: the losing ones hang to the left of the one that stays. */
function gaveWay(record: Y.Map<unknown>, field: string, transaction: Y.Transaction) {
  const cameNow = ({ id }: Y.Item): boolean => id.clock >= (transaction.beforeState.get(id.client) ?? 0);
  const winner = record._map.get(field);
  if (!winner) return null;
  const isMine = cameNow(winner);
  for (let item = winner.left; item; item = item.left) {
    // Mine was in the document and visible until now; theirs came now and was never visible.
    const isOther = isMine ? !cameNow(item) && isDeletedBy(transaction, item) : cameNow(item);
    const text = isOther ? textIn(item) : null;
    if (text !== null) return { text, isMine };
  }
  return null;
}

const isDeletedBy = ({ deleteSet }: Y.Transaction, { id }: Y.Item): boolean =>
  (deleteSet.clients.get(id.client) ?? []).some(({ clock, len }) => id.clock >= clock && id.clock < clock + len);

function short(
  record: Y.Map<unknown>,
  transaction: Y.Transaction,
  at: Pick<BothWrote, 'root' | 'id' | 'field' | 'of'>,
) {
  const found = gaveWay(record, at.field, transaction);
  const now = String(record.get(at.field) ?? '');
  if (!found || found.text === now || found.text.trim() === '') return [];
  return [{ ...at, now, other: found.text, isMine: found.isMine }];
}

/**
 * Looks, at the moment that the work of others comes in, where it met work that was done here and that they had not
 * seen. To be called in `afterTransaction`: a moment later Yjs has thrown away the text that gave way.
 *
 * @param mine places that were written here and not acknowledged, see `placeOf`
 */
export function bothWrote(doc: Y.Doc, transaction: Y.Transaction, mine: ReadonlySet<string>): readonly BothWrote[] {
  return (['personas', 'touchpoints'] as const).flatMap((root) =>
    [...table(doc, root).keys()].flatMap((id) => {
      const record = recordOf(doc, root, id);
      if (!record) return [];
      const of = String(record.get(root === 'personas' ? 'name' : 'title') ?? '');
      const keys = transaction.changed.get(record as never);
      return TEXTS[root].flatMap((field): readonly BothWrote[] => {
        if (!mine.has(placeOf(root, id, field))) return [];
        const value = record.get(field);
        const at = { root, id, field, of };
        if (value instanceof Y.Text) {
          return transaction.changed.has(value as never)
            ? [{ ...at, now: value.toString(), other: null, isMine: false }]
            : [];
        }
        return keys?.has(field) ? short(record, transaction, at) : [];
      });
    }),
  );
}
