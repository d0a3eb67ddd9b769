import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { MAX_MESSAGE } from '@/lib/collab/protocol';
import { isComplete, readUpdate } from '@/server/sync/room/update-facts';
import { aCopy, aSeed } from '@/tests/support/collab';
import { aGate, anAuthor, NOT_YOURS, refused, updatesOf } from '@/tests/support/gate';
import { seededRandom } from '@/tests/support/random';

const SEED = 18;

describe('the gate', { timeout: 60_000 }, () => {
  it('lets every honest edit pass, also those that build on what still waits for the disk (2,000 edits)', () => {
    const seed = aSeed('example');
    const { judge, passed } = aGate(seed);
    const copies = [aCopy(seed), aCopy(seed)];
    const authors = copies.map(() => anAuthor());
    const random = seededRandom(SEED);
    for (let count = 0; count < 2_000; count += 1) {
      const who = random.below(2);
      const [copy, other, author] = [copies[who], copies[1 - who], authors[who]];
      if (!copy || !other) throw new Error('nobody');
      const id = random.pick([...copy.journey().touchpoints.keys()]);
      const length = copy.journey().touchpoints.get(id)?.message.length ?? 0;
      const updates = updatesOf(copy, () => {
        if (random.below(10) === 0) copy.undo();
        else if (length > 50) copy.done('spliceMessage', { id, index: 0, remove: 20, insert: '' });
        else copy.done('spliceMessage', { id, index: random.below(length + 1), remove: 0, insert: 'é👋' });
      });
      for (const update of updates) {
        expect(judge(update, author), `edit ${count} of seed ${SEED}`).toMatchObject({ kind: 'news' });
        Y.applyUpdate(other.doc, update, 'relay');
      }
    }
    expect(passed.length).toBeGreaterThan(1_500);
  });

  it('knows what is known: nothing to store, whoever sends it', () => {
    const seed = aSeed('example');
    const { judge, passed } = aGate(seed);
    expect(judge(seed, anAuthor('observer'), true)).toEqual({ kind: 'known' });
    expect(judge(Y.encodeStateAsUpdate(new Y.Doc()), anAuthor('observer'), true)).toEqual({ kind: 'known' });
    const copy = aCopy(seed);
    const author = anAuthor();
    const [update] = updatesOf(copy, () => copy.done('addPersona', { name: 'x', summary: '' }));
    if (!update) throw new Error('no update');
    expect(judge(update, author).kind).toBe('news');
    expect(judge(update, author).kind).toBe('known');
    expect(passed).toHaveLength(1);
  });

  it('refuses what is no update, too large, or not for this role', () => {
    const { judge, passed } = aGate();
    expect(judge(Uint8Array.of(7, 7, 7))).toEqual(refused('invalid'));
    for (const isAnswer of [true, false]) {
      expect(judge(new Uint8Array(MAX_MESSAGE + 1), anAuthor(), isAnswer)).toEqual(refused('tooLarge'));
    }
    const doc = new Y.Doc();
    doc.getMap('personas').set('p', 'x');
    expect(judge(Y.encodeStateAsUpdate(doc), anAuthor('observer'))).toEqual(refused('readOnly', false));
    expect(passed).toEqual([]);
  });

  it('refuses what builds on something that is not there, before it is applied', () => {
    const doc = new Y.Doc();
    doc.getText('t').insert(0, 'a');
    const before = Y.encodeStateVector(doc);
    doc.getText('t').insert(1, 'b');
    const gap = Y.encodeStateAsUpdate(doc, before);
    const facts = readUpdate(gap);
    expect(facts && isComplete(new Y.Doc(), facts)).toBe(false);
    expect(facts && isComplete(doc, facts)).toBe(true);
    const skipping = Y.mergeUpdates([Y.encodeStateAsUpdate(new Y.Doc()), gap]);
    expect(aGate().judge(gap)).toEqual({ ...refused('invalid'), lack: 'work' });
    expect(aGate().judge(skipping)).toEqual({ ...refused('invalid'), lack: 'work' });
    doc.getText('t').delete(0, 1);
    const deletion = readUpdate(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc)));
    expect(deletion && isComplete(new Y.Doc(), deletion)).toBe(false);
    expect(deletion && isComplete(doc, deletion)).toBe(true);
  });

  it('refuses work under a client id that belongs to another member, also in an answer (S11)', () => {
    const seed = aSeed('example');
    const { judge } = aGate(seed);
    const copy = aCopy(seed);
    const anna = anAuthor();
    const write = () => updatesOf(copy, () => copy.done('addPersona', { name: 'x', summary: '' }));
    for (const update of write()) expect(judge(update, anna).kind).toBe('news');
    const forged = write();
    for (const isAnswer of [true, false]) {
      expect(forged[0] && judge(forged[0], anAuthor(), isAnswer)).toEqual(NOT_YOURS);
    }
    for (const update of forged) expect(judge(update, anna).kind).toBe('news');
  });
});
