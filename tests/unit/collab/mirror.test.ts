import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { newDocument, table } from '@/lib/collab/document';
import { createMirror, readJourney } from '@/lib/collab/mirror';
import { cellKey } from '@/lib/journey/journey';
import { personaSchema } from '@/lib/journey/persona';
import { touchpointSchema } from '@/lib/journey/touchpoint';
import { aCopy, aSeed } from '@/tests/support/collab';

describe('the mirror', () => {
  it('makes only the touched record a new object', () => {
    const copy = aCopy(aSeed('example'));
    const before = copy.journey();
    const [id] = [...before.touchpoints.keys()];
    if (!id) throw new Error('no touchpoint');
    copy.done('editTouchpoint', { id, changes: { owner: 'Iemand anders' } });
    const after = copy.journey();
    expect(after).not.toBe(before);
    const changed = [...after.touchpoints].filter(([key, value]) => before.touchpoints.get(key) !== value);
    expect(changed.map(([key]) => key)).toEqual([id]);
    expect(after.personas).toBe(before.personas);
    expect(after.meta).toBe(before.meta);
    for (const [key, ids] of after.cells) expect(before.cells.get(key)).toBe(ids);
  });

  it('follows single letters of a message that somebody else types', () => {
    const copy = aCopy(aSeed('example'));
    const other = aCopy(Y.encodeStateAsUpdate(copy.doc));
    const before = copy.journey();
    const [id] = [...before.touchpoints.keys()];
    if (!id) throw new Error('no touchpoint');
    other.done('spliceMessage', { id, index: 0, remove: 0, insert: '!' });
    Y.applyUpdate(copy.doc, Y.encodeStateAsUpdate(other.doc));
    expect(copy.journey().touchpoints.get(id)?.message.startsWith('!')).toBe(true);
    const changed = [...copy.journey().touchpoints].filter(([key, value]) => before.touchpoints.get(key) !== value);
    expect(changed).toHaveLength(1);
  });

  it('makes new lists only for the two cells of a move', () => {
    const copy = aCopy(aSeed('example'));
    const before = copy.journey();
    const [touchpoint] = [...before.touchpoints.values()];
    if (!touchpoint) throw new Error('no touchpoint');
    const { personaId, phase } = touchpoint.position;
    const to = phase === 'care' ? 'touch' : 'care';
    copy.done('moveTouchpoint', { id: touchpoint.id, personaId, phase: to });
    const after = copy.journey();
    const fresh = [...after.cells].filter(([key, ids]) => before.cells.get(key) !== ids).map(([key]) => key);
    const touched = [cellKey(personaId, phase), cellKey(personaId, to)].filter((key) => after.cells.has(key));
    expect(fresh.sort()).toEqual(touched.sort());
  });

  it('says nothing when nothing changed, and stops when told to', () => {
    const copy = aCopy(aSeed('example'));
    const mirror = createMirror(copy.doc);
    let told = 0;
    mirror.store.subscribe(() => {
      told += 1;
    });
    Y.applyUpdate(copy.doc, Y.encodeStateAsUpdate(copy.doc));
    expect(told).toBe(0);
    copy.done('addPersona', { name: 'x', summary: '' });
    expect(told).toBe(2);
    mirror.destroy();
    copy.done('addPersona', { name: 'y', summary: '' });
    expect(told).toBe(2);
  });

  it('reads the same as a fresh look at the document, after anything', () => {
    const copy = aCopy(aSeed('example'));
    const [first, second] = copy.journey().personas;
    if (!first || !second) throw new Error('no personas');
    copy.done('removePersona', { id: first.id });
    copy.done('movePersona', { id: second.id, index: 5 });
    copy.undo();
    copy.undo();
    expect(copy.journey()).toEqual(readJourney(copy.doc));
  });
});

describe('integrity', () => {
  const key = fc.constantFrom('a', 'b', '__proto__', 'constructor', '', 'persona id', 'x'.repeat(70));
  const field = fc.constantFrom('name', 'position', 'message', 'title', 'order', 'line', 'removedAt', 'junk', 'status');
  const junk = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constant(undefined),
    fc.record(
      { personaId: key, phase: fc.constantFrom('touch', 'nope'), order: fc.constantFrom('a0', '', 'zz~') },
      { noNullPrototype: true },
    ),
  );
  const record = fc.oneof(fc.dictionary(field, junk, { noNullPrototype: true }), junk);

  it('makes a valid journey of any junk, and writes nothing (1,000 documents)', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('meta', 'personas', 'touchpoints'), key, record), { maxLength: 8 }),
        (entries) => {
          const doc = newDocument();
          for (const [root, id, value] of entries) {
            const isRecord = root !== 'meta' && typeof value === 'object' && value !== null && !Array.isArray(value);
            const stored = isRecord ? new Y.Map(Object.entries(value)) : value;
            doc.getMap(root).set(id, stored);
          }
          const before = Y.encodeStateAsUpdate(doc);
          const journey = readJourney(doc);
          expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
          for (const persona of journey.personas) personaSchema.parse(persona);
          const placed = [...journey.cells.values()].flat();
          expect([...placed].sort()).toEqual([...journey.touchpoints.keys()].sort());
          for (const touchpoint of journey.touchpoints.values()) {
            touchpointSchema.parse(touchpoint);
            expect(journey.personas.some(({ id }) => id === touchpoint.position.personaId)).toBe(true);
          }
        },
      ),
      { numRuns: 1_000, seed: 13 },
    );
  });

  it('says what it repaired', () => {
    const copy = aCopy(aSeed('example'));
    const [id] = [...copy.journey().touchpoints.keys()];
    if (!id) throw new Error('no touchpoint');
    table(copy.doc, 'touchpoints').get(id)?.set('emotion', 'blij');
    expect(copy.journey().touchpoints.get(id)?.emotion).toBeNull();
    expect(copy.journey().repairs).toMatchObject([{ table: 'touchpoints', id, field: 'emotion' }]);
  });
});
