import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { messageOf, recordOf, table } from '@/lib/collab/document';
import { newId, type PersonaId, type TouchpointId } from '@/lib/core/ids';
import { cellKey } from '@/lib/journey/journey';
import { LIMITS } from '@/lib/journey/limits';
import { ROLES } from '@/lib/method/roles';
import { aCopy, aSeed, type Copy } from '@/tests/support/collab';

/** A copy with one persona and its touchpoints in the first phase. */
function aBoard(titles: readonly string[] = ['Brief'], role?: Parameters<typeof aCopy>[1]) {
  const copy = aCopy(aSeed(), role);
  const personaId = copy.done('addPersona', { name: 'Ruud', summary: '71, koopflat' }).id;
  const ids = titles.map((title) => copy.done('addTouchpoint', { personaId, phase: 'touch', title }).id);
  const [id] = ids;
  if (!id) throw new Error('no touchpoint');
  return { copy, personaId, ids, id };
}

const titlesIn = (copy: Copy, personaId: PersonaId, phase: string) =>
  (copy.journey().cells.get(cellKey(personaId, phase)) ?? []).map((id) => copy.journey().touchpoints.get(id)?.title);

/** Nothing may be written by a refused command. */
function expectRefusal(copy: Copy, refused: () => unknown, reason: string) {
  const before = Y.encodeStateVector(copy.doc);
  expect(refused()).toEqual({ ok: false, error: reason });
  expect(Y.encodeStateVector(copy.doc)).toEqual(before);
}

describe('personas', () => {
  it('are added as the last line, each with its own letter, bin included', () => {
    const copy = aCopy();
    const [a, b] = ['A', 'B'].map((name) => copy.done('addPersona', { name, summary: '' }).id);
    if (!a || !b) throw new Error('no personas');
    copy.done('removePersona', { id: a });
    copy.done('addPersona', { name: 'C', summary: '' });
    expect(copy.journey().personas.map(({ name, line }) => [name, line])).toEqual([
      ['B', 1],
      ['C', 2],
    ]);
    copy.done('restorePersona', { id: a });
    expect(copy.journey().personas.map(({ line }) => line)).toEqual([0, 1, 2]);
  });

  it('are edited field by field, moved, binned with their touchpoints and restored with them', () => {
    const { copy, personaId, id } = aBoard();
    const other = copy.done('addPersona', { name: 'Fatima', summary: '' }).id;
    copy.done('editPersona', { id: personaId, changes: { name: 'Ruud de Wit' } });
    copy.done('movePersona', { id: other, index: 0 });
    expect(copy.journey().personas.map(({ name }) => name)).toEqual(['Fatima', 'Ruud de Wit']);
    expect(copy.journey().personas[1]?.summary).toBe('71, koopflat');
    copy.done('removePersona', { id: personaId });
    expect(copy.journey().touchpoints.size).toBe(0);
    copy.done('restorePersona', { id: personaId });
    expect([...copy.journey().touchpoints.keys()]).toEqual([id]);
  });

  it('are refused when there is no room, no such persona, no valid name', () => {
    const copy = aCopy();
    for (let count = 0; count < LIMITS.personas; count += 1) copy.done('addPersona', { name: `${count}`, summary: '' });
    const id = newId<PersonaId>();
    expectRefusal(copy, () => copy.do('addPersona', { name: 'Een te veel', summary: '' }), 'full');
    expectRefusal(copy, () => copy.do('editPersona', { id, changes: { name: 'x' } }), 'gone');
    expectRefusal(copy, () => copy.do('movePersona', { id, index: 0 }), 'gone');
    expectRefusal(copy, () => copy.do('removePersona', { id }), 'gone');
    expectRefusal(copy, () => copy.do('restorePersona', { id }), 'gone');
    expectRefusal(copy, () => copy.do('addPersona', { name: 'x'.repeat(81), summary: '' }), 'tooLong');
    expectRefusal(copy, () => copy.do('addPersona', { name: 'a\nb', summary: '' }), 'invalid');
    const extra = { id, changes: { line: 3 } } as unknown as { id: PersonaId; changes: object };
    expectRefusal(copy, () => copy.do('editPersona', extra), 'invalid');
  });
});

describe('touchpoints', () => {
  it('are added where asked, and last when nothing is asked', () => {
    const { copy, personaId } = aBoard(['een', 'drie']);
    copy.done('addTouchpoint', { personaId, phase: 'touch', index: 1, title: 'twee' });
    expect(titlesIn(copy, personaId, 'touch')).toEqual(['een', 'twee', 'drie']);
  });

  it('are moved in one write: within a cell, to another phase, to another persona', () => {
    const { copy, personaId, id } = aBoard(['een', 'twee', 'drie']);
    const other = copy.done('addPersona', { name: 'Fatima', summary: '' }).id;
    copy.done('moveTouchpoint', { id, personaId, phase: 'touch', index: 1 });
    expect(titlesIn(copy, personaId, 'touch')).toEqual(['twee', 'een', 'drie']);
    copy.done('moveTouchpoint', { id, personaId, phase: 'care' });
    expect(titlesIn(copy, personaId, 'care')).toEqual(['een']);
    copy.done('moveTouchpoint', { id, personaId: other, phase: 'tell', index: 0 });
    expect(titlesIn(copy, personaId, 'care')).toEqual([]);
    expect(titlesIn(copy, other, 'tell')).toEqual(['een']);
  });

  it('are edited field by field', () => {
    const { copy, id } = aBoard();
    const changes = { channel: null, emotion: 2, emotionWord: 'opgelucht', peak: true, owner: 'Sara' } as const;
    copy.done('editTouchpoint', { id, changes });
    copy.done('editTouchpoint', { id, changes: { plannedOn: '2027-01-12', startTime: '09:30', status: 'planned' } });
    expect(copy.journey().touchpoints.get(id)).toMatchObject({ ...changes, plannedOn: '2027-01-12', title: 'Brief' });
  });

  it('are written character by character', () => {
    const { copy, id } = aBoard();
    copy.done('spliceMessage', { id, index: 0, remove: 0, insert: 'Beste buurt 👋' });
    copy.done('spliceMessage', { id, index: 6, remove: 5, insert: 'Ruud' });
    expect(messageOf(copy.doc, id)?.toString()).toBe('Beste Ruud 👋');
    expect(copy.journey().touchpoints.get(id)?.message).toBe('Beste Ruud 👋');
  });

  it('go to the bin and come back with everything in them', () => {
    const { copy, personaId, id } = aBoard();
    copy.done('spliceMessage', { id, index: 0, remove: 0, insert: 'tekst' });
    copy.done('removeTouchpoint', { id });
    expect(titlesIn(copy, personaId, 'touch')).toEqual([]);
    expect(copy.journey().bin.touchpoints.map((touchpoint) => touchpoint.id)).toEqual([id]);
    copy.done('restoreTouchpoint', { id });
    expect(copy.journey().touchpoints.get(id)?.message).toBe('tekst');
  });

  it('are refused when something is gone, too long or impossible', () => {
    const { copy, personaId, id } = aBoard();
    const none = newId<TouchpointId>();
    const nobody = newId<PersonaId>();
    const splice = { index: 0, remove: 0, insert: 'x' };
    expectRefusal(copy, () => copy.do('addTouchpoint', { personaId: nobody, phase: 'touch', title: '' }), 'gone');
    expectRefusal(copy, () => copy.do('moveTouchpoint', { id, personaId: nobody, phase: 'touch' }), 'gone');
    expectRefusal(copy, () => copy.do('moveTouchpoint', { id: none, personaId, phase: 'touch' }), 'gone');
    expectRefusal(copy, () => copy.do('editTouchpoint', { id: none, changes: { title: 'x' } }), 'gone');
    expectRefusal(copy, () => copy.do('spliceMessage', { id: none, ...splice }), 'gone');
    expectRefusal(copy, () => copy.do('spliceMessage', { id, ...splice, remove: 1 }), 'gone');
    expectRefusal(copy, () => copy.do('removeTouchpoint', { id: none }), 'gone');
    expectRefusal(copy, () => copy.do('restoreTouchpoint', { id: none }), 'gone');
    expectRefusal(copy, () => copy.do('editTouchpoint', { id, changes: { plannedOn: '9999-01-01' } }), 'invalid');
    expectRefusal(copy, () => copy.do('editTouchpoint', { id, changes: { plannedOn: '2027-02-30' } }), 'invalid');
    expectRefusal(copy, () => copy.do('editTouchpoint', { id, changes: { title: 'x'.repeat(161) } }), 'tooLong');
    expectRefusal(copy, () => copy.do('spliceMessage', { id, ...splice, insert: 'x'.repeat(5_001) }), 'tooLong');
    copy.done('spliceMessage', { id, ...splice, insert: 'x'.repeat(5_000) });
    expectRefusal(copy, () => copy.do('spliceMessage', { id, ...splice }), 'tooLong');
    const reserved = { id: '__proto__' as TouchpointId };
    expectRefusal(copy, () => copy.do('removeTouchpoint', reserved), 'invalid');
    const phase = 'nowhere' as 'touch';
    expectRefusal(copy, () => copy.do('moveTouchpoint', { id, personaId, phase }), 'invalid');
  });

  it('are refused when the journey is full', () => {
    const { copy, personaId } = aBoard();
    copy.doc.transact(() => {
      const touchpoints = table(copy.doc, 'touchpoints');
      while (touchpoints.size < LIMITS.touchpoints) touchpoints.set(newId(), new Y.Map());
    });
    expectRefusal(copy, () => copy.do('addTouchpoint', { personaId, phase: 'touch', title: '' }), 'full');
  });
});

describe('rights', () => {
  it('let everybody but the observer write, and only two roles approve', () => {
    for (const role of ROLES) {
      const { copy, id, personaId } = aBoard();
      const hands = aCopy(Y.encodeStateAsUpdate(copy.doc), role);
      const may = role !== 'observer';
      const mayApprove = role === 'facilitator' || role === 'projectLead';
      expect([role, hands.do('addPersona', { name: 'x', summary: '' }).ok]).toEqual([role, may]);
      expect([role, hands.do('addTouchpoint', { personaId, phase: 'touch', title: '' }).ok]).toEqual([role, may]);
      expect([role, hands.do('editTouchpoint', { id, changes: { title: 'x' } }).ok]).toEqual([role, may]);
      expect([role, hands.do('spliceMessage', { id, index: 0, remove: 0, insert: 'x' }).ok]).toEqual([role, may]);
      expect([role, hands.do('removeTouchpoint', { id }).ok]).toEqual([role, may]);
      const approved = hands.do('editTouchpoint', { id, changes: { status: 'approved' } });
      expect([role, approved.ok]).toEqual([role, mayApprove]);
      if (!may) expect(recordOf(hands.doc, 'touchpoints', id)?.get('title')).toBe('Brief');
    }
  });
});
