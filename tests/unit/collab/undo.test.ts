import { describe, expect, it } from 'vitest';
import { aCopy, aSeed, exchange } from '@/tests/support/collab';

function twoPeople() {
  const seed = aSeed();
  const [anna, bram] = [aCopy(seed), aCopy(seed, 'writer')];
  const personaId = anna.done('addPersona', { name: 'Ruud', summary: '' }).id;
  exchange([anna, bram]);
  return { anna, bram, personaId, both: [anna, bram] };
}

describe('undo', () => {
  it('undoes own work only (T29)', () => {
    const { anna, bram, personaId, both } = twoPeople();
    const { id } = anna.done('addTouchpoint', { personaId, phase: 'touch', title: 'Brief' });
    exchange(both);
    anna.done('editTouchpoint', { id, changes: { title: 'Brief van Anna' } });
    exchange(both);
    bram.done('editTouchpoint', { id, changes: { owner: 'Bram' } });
    exchange(both);
    anna.undo();
    exchange(both);
    expect(bram.journey().touchpoints.get(id)).toMatchObject({ title: 'Brief', owner: 'Bram' });
    bram.undo();
    exchange(both);
    expect(anna.journey().touchpoints.get(id)).toMatchObject({ title: 'Brief', owner: '' });
    bram.undo();
    exchange(both);
    expect(anna.journey().touchpoints.has(id)).toBe(true);
  });

  it('of adding puts the touchpoint in the bin, with the text that a colleague wrote in it', () => {
    const { anna, bram, personaId, both } = twoPeople();
    const { id } = anna.done('addTouchpoint', { personaId, phase: 'touch', title: 'Brief' });
    exchange(both);
    bram.done('spliceMessage', { id, index: 0, remove: 0, insert: 'Dit is van Bram' });
    exchange(both);
    anna.undo();
    exchange(both);
    expect(bram.journey().touchpoints.has(id)).toBe(false);
    expect(bram.journey().bin.touchpoints.map(({ message }) => message)).toEqual(['Dit is van Bram']);
    anna.redo();
    exchange(both);
    expect(bram.journey().touchpoints.get(id)).toMatchObject({ title: 'Brief', message: 'Dit is van Bram' });
  });

  it('brings a move back in one step, and leaves the place of others alone', () => {
    const { anna, bram, personaId, both } = twoPeople();
    const { id } = anna.done('addTouchpoint', { personaId, phase: 'touch', title: 'een' });
    exchange(both);
    anna.done('moveTouchpoint', { id, personaId, phase: 'care' });
    const other = bram.done('addTouchpoint', { personaId, phase: 'care', title: 'twee' }).id;
    exchange(both);
    anna.undo();
    exchange(both);
    expect(bram.journey().touchpoints.get(id)?.position.phase).toBe('touch');
    expect(bram.journey().touchpoints.get(other)?.position.phase).toBe('care');
  });

  it('takes typing as one step per text, and keeps what others typed between', () => {
    const { anna, bram, personaId, both } = twoPeople();
    const { id } = anna.done('addTouchpoint', { personaId, phase: 'touch', title: 'Brief' });
    exchange(both);
    for (const letter of ['a', 'b', 'c']) {
      const index = anna.journey().touchpoints.get(id)?.message.length ?? 0;
      anna.done('spliceMessage', { id, index, remove: 0, insert: letter });
      exchange(both);
      bram.done('spliceMessage', { id, index: 0, remove: 0, insert: 'B' });
      exchange(both);
    }
    anna.undo();
    exchange(both);
    expect(bram.journey().touchpoints.get(id)?.message).toBe('BBB');
    anna.redo();
    exchange(both);
    expect(bram.journey().touchpoints.get(id)?.message.replaceAll('B', '')).toBe('abc');
  });

  it('never leaves a touchpoint without a place when two people moved it at once', () => {
    for (const clientIds of [
      [10, 20],
      [20, 10],
    ]) {
      const seed = aSeed('example');
      const [anna, bram] = [aCopy(seed, 'writer', clientIds[0]), aCopy(seed, 'writer', clientIds[1])];
      const both = [anna, bram];
      const [touchpoint] = [...anna.journey().touchpoints.values()];
      if (!touchpoint) throw new Error('no touchpoint');
      const { id, position } = touchpoint;
      anna.done('moveTouchpoint', { id, personaId: position.personaId, phase: 'care' });
      bram.done('moveTouchpoint', { id, personaId: position.personaId, phase: 'sell' });
      exchange(both);
      for (const { undo } of [anna, bram]) {
        undo();
        exchange(both);
        expect(anna.journey().touchpoints.has(id)).toBe(true);
        expect(anna.journey()).toEqual(bram.journey());
        expect(anna.journey().repairs).toEqual([]);
      }
    }
  });
});
