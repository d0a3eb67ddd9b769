import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { newDocument, table } from '@/lib/collab/document';
import { systemClock } from '@/server/sync/clock';
import { cutUpdate, Unfamiliar } from '@/server/sync/room/cut-update';
import { LiveDocument } from '@/server/sync/room/live-document';
import { aCopy, aSeed } from '@/tests/support/collab';
import { seededRandom } from '@/tests/support/random';

const SEED = 2_211;

/** Several people work in the same texts, each on top of what the others wrote a moment ago. */
function aLongJourney(seed: number, edits: number): Y.Doc {
  const random = seededRandom(seed);
  const start = aSeed('example');
  const copies = Array.from({ length: 4 }, () => aCopy(start));
  for (let count = 0; count < edits; count += 1) {
    const copy = random.pick(copies);
    const { touchpoints } = copy.journey();
    const id = random.pick([...touchpoints.keys()]);
    const { length = 0 } = touchpoints.get(id)?.message ?? {};
    const index = random.below(length + 1);
    const work = random.below(10);
    if (work === 0) copy.do('editTouchpoint', { id, changes: { title: `Brief ${count} é👋`, peak: count % 2 === 0 } });
    else if (work === 1)
      copy.do('addTouchpoint', { personaId: copy.journey().personas[0]?.id as never, phase: 'tell', title: 'x' });
    else if (work < 4 && length > 3) copy.do('spliceMessage', { id, index: 0, remove: 3, insert: '' });
    else if (length < 900)
      copy.do('spliceMessage', {
        id,
        index,
        remove: 0,
        insert: random.pick(['a', 'é👋', 'woord ']).repeat(1 + random.below(4)),
      });
    if (random.below(5) > 0) continue;
    const other = random.pick(copies);
    Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(copy.doc, Y.encodeStateVector(other.doc)), 'relay');
  }
  const all = newDocument();
  for (const { doc } of copies) Y.applyUpdate(all, Y.encodeStateAsUpdate(doc));
  return all;
}

const piecesOf = (update: Uint8Array) => [...cutUpdate(update)].filter((piece) => piece !== null);

describe('a large update that is cut', () => {
  it.each([1, 2, 3])('says the same as the whole, piece by piece without waiting for a later one (seed %i)', (seed) => {
    const whole = Y.encodeStateAsUpdate(aLongJourney(SEED + seed, 3_000));
    const pieces = piecesOf(whole);
    expect(pieces.length).toBeGreaterThan(2);
    const doc = newDocument();
    for (const piece of pieces) {
      Y.applyUpdate(doc, piece);
      expect(doc.store.pendingStructs).toBeNull();
      expect(doc.store.pendingDs).toBeNull();
    }
    expect(Y.encodeStateAsUpdate(doc)).toEqual(whole);
  });

  it('loads as it was stored', async () => {
    const whole = Y.encodeStateAsUpdate(aLongJourney(SEED, 3_000));
    expect(whole.length).toBeGreaterThan(65_536);
    const live = await LiveDocument.load([whole], systemClock);
    expect(live.encode()).toEqual(whole);
  });

  it('is not given out when something is missing in it, and loads nothing', async () => {
    const journey = aLongJourney(SEED, 3_000);
    const [client] = [...journey.store.clients].sort(([, a], [, b]) => b.length - a.length)[0] ?? [0];
    const later = Y.diffUpdate(Y.encodeStateAsUpdate(journey), Y.encodeStateVectorFromUpdate(aSeed('example')));
    const holed = Y.diffUpdate(later, Y.encodeStateVector(new Map([[client, 500]])));
    expect(holed.length).toBeGreaterThan(65_536);
    await expect(LiveDocument.load([holed], systemClock)).rejects.toThrow('missing');
  });

  it('is left whole when it holds what no journey holds, and loads all the same', async () => {
    const doc = new Y.Doc();
    doc.getText('t').insert(0, 'x'.repeat(70_000));
    doc.getText('t').format(0, 5, { bold: true });
    const whole = Y.encodeStateAsUpdate(doc);
    expect(() => piecesOf(whole)).toThrow(Unfamiliar);
    const live = await LiveDocument.load([whole], systemClock);
    expect(live.encode()).toEqual(whole);
  });

  it('gives others their turn while a thousand touchpoints load', async () => {
    const journey = newDocument();
    for (let count = 0; count < 1_000; count += 1) {
      const record = new Y.Map<unknown>();
      for (let field = 0; field < 15; field += 1) record.set(`f${field}`, `waarde ${count}`);
      record.set('message', new Y.Text('Beste bewoner'));
      table(journey, 'touchpoints').set(`t${count}`, record);
    }
    let turns = 0;
    const clock = {
      ...systemClock,
      turn: () => {
        turns += 1;
        return systemClock.turn();
      },
    };
    await LiveDocument.load([Y.encodeStateAsUpdate(journey)], clock);
    expect(turns).toBeGreaterThan(1);
  });

  it('knows what was written, and taken out, since it was loaded', async () => {
    const journey = newDocument();
    const meta = journey.getMap('meta');
    meta.set('old', 1);
    const live = await LiveDocument.load([Y.encodeStateAsUpdate(journey)], systemClock);
    const shown = newDocument();
    Y.applyUpdate(shown, live.lackedBy(Uint8Array.of(0)));
    expect(live.lackedBy(null)).toEqual(Uint8Array.of(0, 0));
    const before = Y.encodeStateVector(journey);
    meta.delete('old');
    expect(live.attempt(Y.encodeStateAsUpdate(journey, before), () => true)).toBe(true);
    meta.set('new', 2);
    expect(live.attempt(Y.encodeStateAsUpdate(journey, before), () => true)).toBe(true);
    Y.applyUpdate(shown, live.lackedBy(null));
    expect(shown.getMap('meta').toJSON()).toEqual({ new: 2 });
  });
});
