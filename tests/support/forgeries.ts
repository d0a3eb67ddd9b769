import * as Y from 'yjs';
import { messageOf, metaMap, type TableRoot, table } from '@/lib/collab/document';
import { newId } from '@/lib/core/ids';
import { LIMITS } from '@/lib/journey/limits';
import { aCopy, aSeed } from './collab';
import { add, aRecordLike, force, theRecord } from './forgery';

/** A small journey: one line with a plain touchpoint and one that was approved. */
function aJourney() {
  const lead = aCopy(aSeed(), 'facilitator', 2);
  const { id: persona } = lead.done('addPersona', { name: 'Ruud', summary: 'woont hier' });
  const [plain, approved] = ['Brief', 'Folder'].map(
    (title) => lead.done('addTouchpoint', { personaId: persona, phase: 'touch', title }).id,
  );
  if (!plain || !approved) throw new Error('no touchpoints');
  lead.done('spliceMessage', { id: plain, index: 0, remove: 0, insert: 'Kom langs' });
  lead.done('editTouchpoint', { id: approved, changes: { status: 'approved' } });
  return { seed: Y.encodeStateAsUpdate(lead.doc), persona, plain, approved };
}
/** The journey that is worked on. */
export const JOURNEY = aJourney();
const ID: Record<TableRoot, string> = { personas: JOURNEY.persona, touchpoints: JOURNEY.plain };

const A_PLACE = { personaId: JOURNEY.persona, phase: 'tell', order: 'a1' };
/** Every field with a value that fits. Written out, not asked of the schemas: this is what those must come down to. */
export const FIELDS: Record<TableRoot, Record<string, { valid: unknown; isNullable?: true; isFixed?: true }>> = {
  personas: {
    name: { valid: 'Fatima' },
    summary: { valid: 'x' },
    line: { valid: 3, isFixed: true },
    order: { valid: 'a5' },
    removedAt: { valid: '2027-01-01T10:00:00.000Z', isNullable: true },
  },
  touchpoints: {
    position: { valid: A_PLACE },
    title: { valid: 'Poster' },
    channel: { valid: 'poster', isNullable: true },
    message: { valid: 'een tekst', isFixed: true },
    emotion: { valid: -2, isNullable: true },
    emotionWord: { valid: 'boos' },
    peak: { valid: true },
    owner: { valid: 'Sara' },
    plannedOn: { valid: '2027-03-01', isNullable: true },
    startTime: { valid: '09:30', isNullable: true },
    status: { valid: 'review' },
    removedAt: { valid: '2027-01-01T10:00:00.000Z', isNullable: true },
  },
};

/** Fits no field. */
const JUNK: Record<string, () => unknown> = {
  'a broken number': () => 12_345.6,
  'not a number': () => Number.NaN,
  'a big integer': () => 5n,
  'a control character': () => 'a\u0000b',
  'a text over every limit': () => 'x'.repeat(20_000),
  'a word of no list': () => 'constructor\n',
  'an object': () => ({ a: 1 }),
  'an object with the wrong prototype': () =>
    JSON.parse('{"__proto__":{"personaId":"x","phase":"touch","order":"a0"}}'),
  'a list': () => ['x'],
  bytes: () => Uint8Array.of(1),
  'a map': () => new Y.Map([['a', 1]]),
  'an array': () => Y.Array.from(['x']),
  'a text': () => new Y.Text('x'),
  'an XML text': () => new Y.XmlText('x'),
  'an XML hook': () => new Y.XmlHook('x'),
  'a document': () => new Y.Doc(),
};

/** Something that a page does to its copy. */
export type Forgery = (doc: Y.Doc) => void;
/** The record of each table that is worked on. */
export const record = (doc: Y.Doc, root: TableRoot): Y.Map<unknown> => theRecord(doc, root, ID[root]);

/** One forgery per field and way to break it. */
function fieldForgeries(root: TableRoot): Record<string, Forgery> {
  const forgeries: Record<string, Forgery> = {};
  for (const [field, { valid, isNullable, isFixed }] of Object.entries(FIELDS[root])) {
    const name = `${root}.${field}`;
    for (const [what, value] of Object.entries(JUNK))
      forgeries[`${name} = ${what}`] = (doc) => record(doc, root).set(field, value());
    forgeries[`${name} deleted`] = (doc) => record(doc, root).delete(field);
    forgeries[`${name} deleted and set again as a map`] = (doc) =>
      doc.transact(() => {
        record(doc, root).delete(field);
        record(doc, root).set(field, new Y.Map());
      });
    forgeries[`${name} with a hidden second value`] = (doc) =>
      force(record(doc, root), field, new Y.ContentAny(['hidden', valid]));
    forgeries[`a new record in ${root} without ${field}`] = (doc) => {
      const copy = aRecordLike(doc, root, ID[root]);
      doc.transact(() => {
        add(doc, root, newId(), copy);
        copy.delete(field);
      });
    };
    forgeries[`a new record in ${root} with ${field} broken`] = (doc) =>
      add(doc, root, newId(), aRecordLike(doc, root, ID[root], { [field]: { a: 1 } }));
    if (!isNullable) forgeries[`${name} = null`] = (doc) => record(doc, root).set(field, null);
    if (isFixed) forgeries[`${name} = something valid`] = (doc) => record(doc, root).set(field, valid);
  }
  return forgeries;
}

/** What is wrong whatever the field. */
function recordForgeries(root: TableRoot): Record<string, Forgery> {
  const newRecord =
    (id: string, make: (doc: Y.Doc) => unknown): Forgery =>
    (doc) =>
      add(doc, root, id, make(doc));
  const like = (changes: Record<string, unknown>) => (doc: Y.Doc) => aRecordLike(doc, root, ID[root], changes);
  const ids = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'a b', '=1+1\n', 'x'.repeat(65), '../x'];
  return {
    'a record deleted': (doc) => table(doc, root).delete(ID[root]),
    'a record replaced by a valid one': newRecord(ID[root], like({})),
    'a record replaced by a word': newRecord(ID[root], () => 'weg'),
    'a record replaced by a text': newRecord(ID[root], () => new Y.Text('weg')),
    'a table cleared': (doc) => table(doc, root).clear(),
    'a new record that is a plain object': newRecord(newId(), (doc) => record(doc, root).toJSON()),
    'a new record that is an array': newRecord(newId(), () => new Y.Array()),
    'a new record with a field too many': newRecord(newId(), like({ secret: 'x' })),
    'a new record with __proto__': (doc) => {
      const copy = aRecordLike(doc, root, ID[root]);
      copy.set('__proto__', 'x');
      add(doc, root, newId(), copy);
    },
    'a new record with list content': (doc) => {
      const copy = aRecordLike(doc, root, ID[root]);
      doc.transact(() => {
        add(doc, root, newId(), copy);
        force(copy, null, new Y.ContentAny(['x']));
      });
    },
    'list content in a table': (doc) => force(table(doc, root), null, new Y.ContentAny(['x'])),
    'list content in a record': (doc) => force(record(doc, root), null, new Y.ContentAny(['x'])),
    'text in a record': (doc) => force(record(doc, root), null, new Y.ContentString('x')),
    'text in a table': (doc) => force(table(doc, root), null, new Y.ContentString('x')),
    ...Object.fromEntries(ids.map((id) => [`a new record called “${id}”`, newRecord(id, like({}))])),
    ...Object.fromEntries(
      ['secret', 'id', '__proto__', 'constructor', 'toString', ''].map((field): [string, Forgery] => [
        `a field “${field}” in a record`,
        (doc) => record(doc, root).set(field, 'x'),
      ]),
    ),
  };
}

const message = (doc: Y.Doc): Y.Text => {
  const text = messageOf(doc, JOURNEY.plain);
  if (!text) throw new Error('no message');
  return text;
};
const inside =
  (make: () => unknown): Forgery =>
  (doc) =>
    void record(doc, 'touchpoints').set('message', make());

/** What is wrong with a shared text, a place, the document. */
const OTHERS: Record<string, Forgery> = {
  'bold in a message': (doc) => message(doc).format(0, 3, { bold: true }),
  'bold that nobody sees yet': (doc) => force(message(doc), null, new Y.ContentFormat('bold', true)),
  'letters that come in bold': (doc) => message(doc).insert(0, 'x', { bold: true }),
  'an object in a message': (doc) => message(doc).insertEmbed(0, { image: 'x' }),
  'a type in a message': (doc) => message(doc).insertEmbed(0, new Y.Map()),
  'an attribute of a message': (doc) => message(doc).setAttribute('secret', 'x'),
  'an attribute that was removed again': (doc) =>
    doc.transact(() => {
      message(doc).setAttribute('secret', 'x');
      message(doc).removeAttribute('secret');
    }),
  'a value in a message': (doc) => force(message(doc), null, new Y.ContentAny(['x'])),
  'a document in a message': (doc) => force(message(doc), null, new Y.ContentDoc(new Y.Doc())),
  'a control character in a message': (doc) => message(doc).insert(0, 'a\u0000b'),
  'a message over the limit': (doc) => message(doc).insert(0, 'x'.repeat(LIMITS.messageMerged)),
  'a message replaced by a word': inside(() => 'weg'),
  'a message replaced by another text': inside(() => new Y.Text('weg')),
  'a touchpoint with an XML text': (doc) =>
    add(doc, 'touchpoints', newId(), aRecordLike(doc, 'touchpoints', JOURNEY.plain, { message: new Y.XmlText('x') })),
  'a touchpoint with a text that has bold': (doc) => {
    const text = new Y.Text();
    text.insert(0, 'x', { bold: true });
    add(doc, 'touchpoints', newId(), aRecordLike(doc, 'touchpoints', JOURNEY.plain, { message: text }));
  },
  'a place with more in it': (doc) => record(doc, 'touchpoints').set('position', { ...A_PLACE, secret: 'x' }),
  'a place on a line that is not there': (doc) =>
    record(doc, 'touchpoints').set('position', { ...A_PLACE, personaId: newId() }),
  'a place in no phase': (doc) => record(doc, 'touchpoints').set('position', { ...A_PLACE, phase: 'toString' }),
  'a place with a key that makes inserts throw': (doc) =>
    record(doc, 'touchpoints').set('position', { ...A_PLACE, order: 'a00' }),
  'a new touchpoint on a line that is not there': (doc) =>
    add(
      doc,
      'touchpoints',
      newId(),
      aRecordLike(doc, 'touchpoints', JOURNEY.plain, { position: { ...A_PLACE, personaId: newId() } }),
    ),
  'another phase model': (doc) => metaMap(doc).set('phaseModel', 'aida'),
  'a lower schema version': (doc) => metaMap(doc).set('schemaVersion', 0),
  'a schema version deleted': (doc) => metaMap(doc).delete('schemaVersion'),
  'another word about the document': (doc) => metaMap(doc).set('secret', 'x'),
  'list content in what the document says': (doc) => force(metaMap(doc), null, new Y.ContentAny(['x'])),
  'an unknown map': (doc) => doc.getMap('secret').set('a', 1),
  'an unknown text': (doc) => doc.getText('notes').insert(0, 'x'),
  'an unknown array': (doc) => doc.getArray('toString').push([1]),
  'an unknown root with a name of every object': (doc) => doc.getMap('constructor').set(newId(), new Y.Map()),
  'too many personas': (doc) =>
    doc.transact(() => {
      for (let count = 0; count < LIMITS.personas; count += 1)
        add(doc, 'personas', newId(), aRecordLike(doc, 'personas', JOURNEY.persona));
    }),
  'a good edit together with a bad one': (doc) =>
    doc.transact(() => {
      record(doc, 'touchpoints').set('title', 'Poster');
      record(doc, 'personas').set('line', 7);
    }),
};

/** Everything that no role may do, by name. */
export const FORGERIES: Record<string, Forgery> = { ...OTHERS };
for (const root of ['personas', 'touchpoints'] as const) {
  Object.assign(FORGERIES, fieldForgeries(root));
  for (const [name, forge] of Object.entries(recordForgeries(root))) FORGERIES[`${root}: ${name}`] = forge;
}
