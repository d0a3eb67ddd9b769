import * as Y from 'yjs';
import { table } from '@/lib/collab/document';

/** Of every touchpoint in the document, oldest first: its field names with the kind of value that each holds. */
export const touchpointFields = (doc: Y.Doc): readonly string[] =>
  [...table(doc, 'touchpoints').values()].map((record) =>
    [...record.keys()]
      .sort()
      .map((field) => `${field}${record.get(field) instanceof Y.Text ? ': shared text' : ''}`)
      .join(', '),
  );
