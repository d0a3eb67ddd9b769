import { describe, expect, it } from 'vitest';
import { changesBetween } from '@/lib/journey/changes';
import type { Touchpoint } from '@/lib/journey/touchpoint';
import { aCopy, aSeed, type Copy } from '@/tests/support/collab';

/** The two first stations of the first line, before anything happens. */
function aBoard(): { copy: Copy; first: Touchpoint; second: Touchpoint } {
  const copy = aCopy(aSeed('example'));
  const { personas, touchpoints } = copy.journey();
  const line = [...touchpoints.values()].filter(({ position }) => position.personaId === personas[0]?.id);
  const [first, second] = line
    .filter(({ position }) => position.phase === 'touch')
    .sort((a, b) => (a.position.order < b.position.order ? -1 : 1));
  if (!first || !second) throw new Error('the example is too small');
  return { copy, first, second };
}

const told = (copy: Copy, work: () => void) => {
  const before = copy.journey();
  work();
  return changesBetween(before, copy.journey()).map(({ kind, root, title, fields }) => ({ kind, root, title, fields }));
};

describe('what is different between two moments of a journey', () => {
  it('is nothing when nothing happened, and when everything was taken back', () => {
    const { copy, first } = aBoard();
    expect(told(copy, () => undefined)).toEqual([]);
    const twice = told(copy, () => {
      copy.done('editTouchpoint', { id: first.id, changes: { peak: !first.peak } });
      copy.done('editTouchpoint', { id: first.id, changes: { peak: first.peak } });
    });
    expect(twice).toEqual([]);
  });

  it('names the fields that changed, and the place', () => {
    const { copy, first } = aBoard();
    const changes = told(copy, () => {
      copy.done('editTouchpoint', { id: first.id, changes: { title: 'Nieuw', status: 'review', startTime: '09:00' } });
      copy.done('spliceMessage', { id: first.id, index: 0, remove: 0, insert: 'Dag! ' });
      copy.done('moveTouchpoint', { id: first.id, personaId: first.position.personaId, phase: 'care', index: 0 });
    });
    expect(changes).toEqual([
      {
        kind: 'changed',
        root: 'touchpoints',
        title: 'Nieuw',
        fields: ['place', 'title', 'message', 'startTime', 'status'],
      },
    ]);
  });

  it('tells what came, what went to the bin, and what came back from there', () => {
    const { copy, first, second } = aBoard();
    copy.done('removeTouchpoint', { id: second.id });
    const changes = told(copy, () => {
      const { personaId } = first.position;
      copy.done('addTouchpoint', { personaId, phase: 'care', index: 9, title: 'Kaartje' });
      copy.done('removeTouchpoint', { id: first.id });
      copy.done('restoreTouchpoint', { id: second.id });
    });
    expect(changes.map(({ kind, title }) => `${kind}: ${title}`)).toEqual([
      `added: ${second.title}`,
      'added: Kaartje',
      `removed: ${first.title}`,
    ]);
  });

  it('tells of a persona that went, not of each station on its line, and keeps the order of the lines', () => {
    const { copy } = aBoard();
    const [top, middle, bottom] = copy.journey().personas;
    if (!top || !middle || !bottom) throw new Error('the example is too small');
    const changes = told(copy, () => {
      copy.done('removePersona', { id: middle.id });
      copy.done('editPersona', { id: bottom.id, changes: { summary: 'woont alleen' } });
      copy.done('editPersona', { id: top.id, changes: { name: 'Ruud, 58' } });
      copy.done('addPersona', { name: 'Ans', summary: '' });
    });
    expect(changes).toEqual([
      { kind: 'changed', root: 'personas', title: 'Ruud, 58', fields: ['name'] },
      { kind: 'changed', root: 'personas', title: bottom.name, fields: ['summary'] },
      { kind: 'added', root: 'personas', title: 'Ans', fields: [] },
      { kind: 'removed', root: 'personas', title: middle.name, fields: [] },
    ]);
  });
});
