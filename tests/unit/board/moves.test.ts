import { describe, expect, it } from 'vitest';
import { placeOf, stepFrom } from '@/components/board/moves';
import { dispatch } from '@/lib/collab/dispatch';
import { newDocument } from '@/lib/collab/document';
import { readJourney } from '@/lib/collab/mirror';
import { seedJourney } from '@/lib/collab/seed';
import type { MemberId, PersonaId, TouchpointId } from '@/lib/core/ids';
import { templates } from '@/lib/method/templates/registry';

/** Two personas; the first has two stations in Touch and one in Tell, the second none. */
function smallJourney() {
  const doc = newDocument();
  seedJourney(doc, { template: templates.empty, phaseModel: 'ttsc', locale: 'nl' });
  const context = () => ({
    doc,
    journey: readJourney(doc),
    actor: { role: 'writer', isOwner: false } as const,
    memberId: 'm' as MemberId,
    now: () => new Date(0),
  });
  const persona = (name: string): PersonaId => {
    const added = dispatch(context(), 'addPersona', { name, summary: '' });
    if (!added.ok) throw new Error(added.error);
    return added.value.id;
  };
  const station = (personaId: PersonaId, phase: string): TouchpointId => {
    const added = dispatch(context(), 'addTouchpoint', { personaId, phase, title: phase });
    if (!added.ok) throw new Error(added.error);
    return added.value.id;
  };
  const ruud = persona('Ruud');
  const fatima = persona('Fatima');
  const stations = [station(ruud, 'touch'), station(ruud, 'touch'), station(ruud, 'tell')] as const;
  const go = (id: TouchpointId, step: 'left' | 'right' | 'up' | 'down') => {
    const place = stepFrom(readJourney(doc), id, step);
    if (place) dispatch(context(), 'moveTouchpoint', { id, ...place });
    return placeOf(readJourney(doc), id);
  };
  return { doc, ruud, fatima, stations, go };
}

describe('moving a station a step at a time', () => {
  it('walks along the line, over the borders of the phases, to the end and back', () => {
    const { ruud, stations, go } = smallJourney();
    const [first] = stations;
    const right = ['touch', 'tell', 'tell', 'sell', 'care', 'care'].map((_, at) => {
      const place = go(first, 'right');
      return `${at}:${place?.phase}:${place?.index}`;
    });
    expect(right).toEqual(['0:touch:1', '1:tell:0', '2:tell:1', '3:sell:0', '4:care:0', '5:care:0']);
    for (let step = 0; step < 10; step += 1) go(first, 'left');
    expect(go(first, 'left')).toEqual({ personaId: ruud, phase: 'touch', index: 0 });
  });

  it('goes to the neighbouring persona in the same phase, and stays at the edge', () => {
    const { ruud, fatima, stations, go } = smallJourney();
    const [, second] = stations;
    expect(go(second, 'down')).toEqual({ personaId: fatima, phase: 'touch', index: 0 });
    expect(go(second, 'down')).toEqual({ personaId: fatima, phase: 'touch', index: 0 });
    expect(go(second, 'up')).toEqual({ personaId: ruud, phase: 'touch', index: 0 });
  });

  it('knows no place for a station that is gone', () => {
    const { doc } = smallJourney();
    expect(placeOf(readJourney(doc), 'weg' as TouchpointId)).toBeNull();
    expect(stepFrom(readJourney(doc), 'weg' as TouchpointId, 'left')).toBeNull();
  });
});
