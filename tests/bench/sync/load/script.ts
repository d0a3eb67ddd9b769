import * as Y from 'yjs';
import { messageOf, newDocument, recordOf, table } from '@/lib/collab/document';
import { seedJourney } from '@/lib/collab/seed';
import { templates } from '@/lib/method/templates/registry';
import { type SeededRandom, seededRandom } from '@/tests/support/random';

const LETTERS = 'eeennnaaatttiiiooorrrdddsssllgghhvvkkmmuubbppwwjjzzccf    ,.';

/** What one person types, made once: everybody in the same seat of every room types the same, under the same client id. */
export type Script = {
  readonly client: number;
  /** The touchpoint they write in. */
  readonly touchpointId: string;
  readonly updates: readonly Uint8Array[];
  /** Which edit begins at a clock of this client. */
  readonly editAt: ReadonlyMap<number, number>;
  /** First clock of each edit, and the end of the last one. */
  readonly clocks: readonly number[];
};

/** A journey to work in: the example session, with the ids of this one time. */
export function exampleSeed(): Uint8Array {
  const doc = newDocument();
  doc.clientID = 1;
  seedJourney(doc, { template: templates.example, phaseModel: 'ttsc', locale: 'nl' });
  return Y.encodeStateAsUpdate(doc);
}

const EMOTIONS = [-2, -1, 0, 1, 2] as const;

/** One edit: mostly a letter more, sometimes a letter put right, now and then a field. */
function edit(doc: Y.Doc, touchpointId: string, random: SeededRandom): void {
  const text = messageOf(doc, touchpointId);
  const record = recordOf(doc, 'touchpoints', touchpointId);
  if (!text || !record) throw new Error('the touchpoint is gone');
  const letter = random.pick([...LETTERS]);
  const chance = random.below(50);
  doc.transact(() => {
    if (chance === 0) return record.set('emotion', random.pick(EMOTIONS));
    // A message has an end: who is there starts over.
    if (text.length >= 4_000) text.delete(0, 3_000);
    else if (chance < 6 && text.length > 0) text.delete(text.length - 1, 1);
    text.insert(text.length, letter);
  });
}

/** What the person in a seat types in a document. @param seat from 0 */
export function writeScript(seed: Uint8Array, seat: number, edits: number): Script {
  const doc = newDocument();
  Y.applyUpdate(doc, seed);
  doc.clientID = 1_000_003 + seat * 7_919;
  const ids = [...table(doc, 'touchpoints').keys()].sort();
  const touchpointId = ids[seat % ids.length] ?? '';
  const random = seededRandom(77 + seat);
  const updates: Uint8Array[] = [];
  const clocks: number[] = [];
  const keep = (update: Uint8Array) => void updates.push(update);
  doc.on('update', keep);
  for (let count = 0; count < edits; count += 1) {
    clocks.push(Y.getState(doc.store, doc.clientID));
    edit(doc, touchpointId, random);
  }
  clocks.push(Y.getState(doc.store, doc.clientID));
  const client = doc.clientID;
  doc.destroy();
  return { client, touchpointId, updates, clocks, editAt: new Map(clocks.map((clock, index) => [clock, index])) };
}

/** A document with that many touchpoints, for a long history. */
export function largeSeed(touchpoints: number): Uint8Array {
  const doc = newDocument();
  Y.applyUpdate(doc, exampleSeed());
  doc.clientID = 2;
  const records = table(doc, 'touchpoints');
  const [example] = [...records.values()];
  doc.transact(() => {
    for (let index = records.size; index < touchpoints; index += 1) {
      const record = new Y.Map<unknown>();
      for (const [field, value] of Object.entries(example?.toJSON() ?? {})) {
        record.set(field, field === 'message' ? new Y.Text(String(value)) : value);
      }
      records.set(`touchpoint${String(index).padStart(11, '0')}`, record);
    }
  });
  return Y.encodeStateAsUpdate(doc);
}
