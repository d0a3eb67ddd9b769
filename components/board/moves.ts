import type { PersonaId, TouchpointId } from '@/lib/core/ids';
import { cellKey, type Journey } from '@/lib/journey/journey';
import { phaseIn } from '@/lib/method/phase-mapping';
import { phaseModels } from '@/lib/method/phase-models';

/** A place on the board: a cell, and how many stations stand before it there. */
export type Place = { readonly personaId: PersonaId; readonly phase: string; readonly index: number };

/** The phases of the journey's model, in order, by key. */
export const phaseKeys = (journey: Journey): readonly string[] =>
  phaseModels[journey.meta.phaseModel].phases.map(({ key }) => key);

/** Where a touchpoint stands now; `null` when it is not on the board. */
export function placeOf(journey: Journey, id: TouchpointId): Place | null {
  const touchpoint = journey.touchpoints.get(id);
  if (!touchpoint) return null;
  const { personaId } = touchpoint.position;
  const phase = phaseIn(journey.meta.phaseModel, touchpoint.position.phase);
  return { personaId, phase, index: (journey.cells.get(cellKey(personaId, phase)) ?? []).indexOf(id) };
}

const countIn = (journey: Journey, personaId: PersonaId, phase: string): number =>
  journey.cells.get(cellKey(personaId, phase))?.length ?? 0;

/**
 * The place one step away: along the line within the cell, then over the border of the phase; up and down to
 * the neighbouring persona, same phase. `null` at the edge of the board.
 */
export function stepFrom(journey: Journey, id: TouchpointId, step: 'left' | 'right' | 'up' | 'down'): Place | null {
  const from = placeOf(journey, id);
  if (!from) return null;
  const phases = phaseKeys(journey);
  const phaseAt = phases.indexOf(from.phase);
  const last = countIn(journey, from.personaId, from.phase) - 1;
  if (step === 'left' && from.index > 0) return { ...from, index: from.index - 1 };
  if (step === 'right' && from.index < last) return { ...from, index: from.index + 1 };
  if (step === 'left' || step === 'right') {
    const phase = phases[phaseAt + (step === 'left' ? -1 : 1)];
    if (phase === undefined) return null;
    return { ...from, phase, index: step === 'left' ? countIn(journey, from.personaId, phase) : 0 };
  }
  const row = journey.personas.findIndex(({ id: personaId }) => personaId === from.personaId);
  const persona = journey.personas[row + (step === 'up' ? -1 : 1)];
  if (!persona) return null;
  return {
    personaId: persona.id,
    phase: from.phase,
    index: Math.min(from.index, countIn(journey, persona.id, from.phase)),
  };
}
