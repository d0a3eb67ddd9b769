import { describe, expect, it } from 'vitest';
import { textsIn } from '@/components/session/refused-texts';
import type { TouchpointId } from '@/lib/core/ids';
import { aCopy, aSeed } from '@/tests/support/collab';

const journey = aCopy(aSeed('example')).journey();
const [touchpoint] = [...journey.touchpoints.values()];
const [persona] = journey.personas;
if (!touchpoint || !persona) throw new Error('the example is too small');
const { id, title, message } = touchpoint;

describe('texts in a command that may not be carried out any more', () => {
  it('are those of its fields, with where they belong', () => {
    const changes = { title: 'Half getypt', owner: ' ', peak: true };
    expect(textsIn('editTouchpoint', { id, changes }, journey)).toEqual([
      { root: 'touchpoints', id, field: 'title', of: title, text: 'Half getypt' },
    ]);
    expect(textsIn('editPersona', { id: persona.id, changes: { summary: 'Nieuw' } }, journey)).toEqual([
      { root: 'personas', id: persona.id, field: 'summary', of: persona.name, text: 'Nieuw' },
    ]);
    expect(textsIn('addPersona', { name: 'Ans', summary: 'woont hier' }, journey).map(({ text }) => text)).toEqual([
      'Ans',
      'woont hier',
    ]);
  });

  it('include a message as it would have become', () => {
    expect(textsIn('spliceMessage', { id, index: 0, remove: 1, insert: 'Z' }, journey)).toEqual([
      { root: 'touchpoints', id, field: 'message', of: title, text: `Z${message.slice(1)}` },
    ]);
  });

  it('are none where nothing was written', () => {
    expect(textsIn('removeTouchpoint', { id }, journey)).toEqual([]);
    expect(textsIn('spliceMessage', { id, index: 0, remove: 3, insert: '' }, journey)).toEqual([]);
    expect(textsIn('spliceMessage', { id: 'weg' as TouchpointId, index: 0, remove: 0, insert: 'a' }, journey)).toEqual(
      [],
    );
  });
});
