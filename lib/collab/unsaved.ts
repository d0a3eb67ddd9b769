import * as Y from 'yjs';
import { z } from 'zod';
import type { StoreApi } from 'zustand/vanilla';
import { recordOf, type TableRoot, table } from './document';
import type { SaveState } from './save-mark';

/** The fields in which people write, per table. */
export const TEXTS = {
  personas: ['name', 'summary'],
  touchpoints: ['title', 'message', 'owner', 'emotionWord'],
} as const;

/** A text that somebody wrote, with where it belongs. `of` is the title of its record. */
export const unsavedTextSchema = z.object({
  root: z.enum(['personas', 'touchpoints']),
  id: z.string(),
  field: z.enum(['name', 'summary', 'title', 'message', 'owner', 'emotionWord']),
  of: z.string(),
  text: z.string(),
});
export type UnsavedText = Readonly<z.infer<typeof unsavedTextSchema>>;

function textsOf(doc: Y.Doc, root: TableRoot, id: string): readonly UnsavedText[] {
  const record = recordOf(doc, root, id)?.toJSON() ?? {};
  const of = String(record[root === 'personas' ? 'name' : 'title'] ?? '');
  return TEXTS[root].flatMap((field) => {
    const text: unknown = record[field];
    return typeof text === 'string' && text !== '' ? [{ root, id, field, of, text }] : [];
  });
}

/** The record, and the field in it, to which a changed type belongs. */
function placesOf(doc: Y.Doc, type: Y.AbstractType<unknown>, keys: ReadonlySet<string | null>): readonly string[] {
  for (const root of ['personas', 'touchpoints'] as const) {
    const own: unknown = table(doc, root);
    const parent = type._item?.parent;
    const grandparent = parent instanceof Y.Map ? parent._item?.parent : undefined;
    const id = type._item?.parentSub;
    if (own === type) return [...keys].flatMap((key) => TEXTS[root].map((field) => placeOf(root, String(key), field)));
    if (own === parent) return [...keys].map((key) => placeOf(root, String(id), String(key)));
    if (own === grandparent && parent instanceof Y.Map)
      return [placeOf(root, String(parent._item?.parentSub), String(id))];
  }
  return [];
}

/** Where a text stands, as one word. */
export const placeOf = (root: TableRoot, id: string, field: string): string => `${root}/${id}/${field}`;

/** What was written here since everything was last on the server's disk. */
export type Unsaved = {
  readonly texts: () => readonly UnsavedText[];
  /** The places of those texts, see `placeOf`. */
  readonly places: () => ReadonlySet<string>;
  readonly destroy: () => void;
};

/**
 * Remembers which texts were changed in this tab since everything was last on the server's disk, so that none of them is
 * lost when the page must start again from what the server has.
 *
 * @param kept places of texts that an earlier visit left unsaved in this document
 */
export function trackUnsaved(
  doc: Y.Doc,
  saved: Pick<StoreApi<SaveState>, 'subscribe'>,
  kept: readonly string[] = [],
): Unsaved {
  const touched = new Set<string>(kept);
  const note = ({ local, changed }: Y.Transaction) => {
    if (!local) return;
    for (const [type, keys] of changed) {
      for (const place of placesOf(doc, type as Y.AbstractType<unknown>, keys)) touched.add(place);
    }
  };
  doc.on('afterTransaction', note);
  const unsubscribe = saved.subscribe(({ kind }) => {
    if (kind === 'saved') touched.clear();
  });
  return {
    texts: () =>
      (['personas', 'touchpoints'] as const).flatMap((root) =>
        [...table(doc, root).keys()].flatMap((id) =>
          textsOf(doc, root, id).filter(({ field }) => touched.has(placeOf(root, id, field))),
        ),
      ),
    places: () => touched,
    destroy: () => {
      doc.off('afterTransaction', note);
      unsubscribe();
    },
  };
}

/** Those texts that a journey does not have. */
export const textsLacking = (doc: Y.Doc, texts: readonly UnsavedText[]): readonly UnsavedText[] =>
  texts.filter(({ root, id, field, text }) => recordOf(doc, root, id)?.toJSON()[field] !== text);
