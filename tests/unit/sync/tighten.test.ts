import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { tighten } from '@/server/sync/room/tighten';

describe('giving back the space behind values', () => {
  it('changes nothing that a document says, and nothing of how it goes on', () => {
    const source = new Y.Doc();
    const map = source.getMap<unknown>('touchpoints');
    map.set('one', { channel: 'mail' });
    map.set('many', new Y.Array());
    (map.get('many') as Y.Array<unknown>).push([1, 'two', null, { four: 4 }]);
    map.set('text', new Y.Text('Zomerfeest'));
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(source));
    const before = Y.encodeStateAsUpdate(doc);
    for (const _ of tighten(doc));
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
    (doc.getMap('touchpoints').get('many') as Y.Array<unknown>).insert(2, ['between']);
    Y.applyUpdate(source, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(source)));
    expect(source.toJSON()).toEqual(doc.toJSON());
    expect(doc.getMap('touchpoints').toJSON()).toEqual({
      one: { channel: 'mail' },
      many: [1, 'two', 'between', null, { four: 4 }],
      text: 'Zomerfeest',
    });
  });
});
