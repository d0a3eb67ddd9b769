import type { PersonaId, TouchpointId } from '../core/ids';
import { phaseModels } from '../method/phase-models';
import { type Journey, journeyOf } from './journey';
import type { Persona } from './persona';
import type { Touchpoint } from './touchpoint';

/** The fields of a touchpoint that a reader would call a change; `place` stands for its position. */
const TOUCHPOINT_FIELDS = [
  'title',
  'message',
  'channel',
  'emotion',
  'emotionWord',
  'peak',
  'owner',
  'plannedOn',
  'startTime',
  'status',
] as const satisfies readonly (keyof Touchpoint)[];
const PERSONA_FIELDS = ['name', 'summary'] as const satisfies readonly (keyof Persona)[];

export type ChangedField = (typeof TOUCHPOINT_FIELDS)[number] | (typeof PERSONA_FIELDS)[number] | 'place';

/** One thing that is different between two moments of a journey. */
export type JourneyChange = {
  readonly id: TouchpointId | PersonaId;
  readonly root: 'touchpoints' | 'personas';
  readonly kind: 'added' | 'changed' | 'removed';
  /** The title or name now; for what was removed, as it last was. */
  readonly title: string;
  /** The persona on whose line it is. */
  readonly persona: Persona | undefined;
  /** For `changed` only. */
  readonly fields: readonly ChangedField[];
};

const differing = <T, Field extends keyof T & string>(before: T, after: T, fields: readonly Field[]): Field[] =>
  fields.filter((field) => before[field] !== after[field]);

function touchpointFields(before: Touchpoint, after: Touchpoint): readonly ChangedField[] {
  const [from, to] = [before.position, after.position];
  const isMoved = from.personaId !== to.personaId || from.phase !== to.phase || from.order !== to.order;
  const fields = differing(before, after, TOUCHPOINT_FIELDS);
  return isMoved ? ['place', ...fields] : fields;
}

function personaFields(before: Persona, after: Persona): readonly ChangedField[] {
  const fields = differing(before, after, PERSONA_FIELDS);
  return before.order === after.order ? fields : ['place', ...fields];
}

const byId = (personas: readonly Persona[]): ReadonlyMap<PersonaId, Persona> =>
  new Map(personas.map((persona) => [persona.id, persona]));

function personaChanges(before: Journey, after: Journey): readonly JourneyChange[] {
  const [was, is] = [byId(before.personas), byId(after.personas)];
  const change = (persona: Persona, kind: JourneyChange['kind'], fields: readonly ChangedField[] = []) =>
    ({ id: persona.id, root: 'personas', kind, title: persona.name, persona, fields }) as const;
  return [
    ...after.personas.flatMap((persona) => {
      const earlier = was.get(persona.id);
      if (!earlier) return [change(persona, 'added')];
      const fields = personaFields(earlier, persona);
      return fields.length > 0 ? [change(persona, 'changed', fields)] : [];
    }),
    ...before.personas.filter(({ id }) => !is.has(id)).map((persona) => change(persona, 'removed')),
  ];
}

function touchpointChanges(before: Journey, after: Journey): readonly JourneyChange[] {
  const personas = byId(after.personas);
  const change = (touchpoint: Touchpoint, kind: JourneyChange['kind'], fields: readonly ChangedField[] = []) => {
    const { id, title, position } = touchpoint;
    return { id, root: 'touchpoints', kind, title, persona: personas.get(position.personaId), fields } as const;
  };
  const phases = phaseModels[after.meta.phaseModel].phases.map(({ key }) => key);
  const travelling = after.personas.flatMap(({ id }) => journeyOf(after, id, phases));
  return [
    ...travelling.flatMap((touchpoint) => {
      const earlier = before.touchpoints.get(touchpoint.id);
      if (!earlier) return [change(touchpoint, 'added')];
      const fields = touchpointFields(earlier, touchpoint);
      return fields.length > 0 ? [change(touchpoint, 'changed', fields)] : [];
    }),
    // With a persona go its touchpoints; saying so for each would bury the rest.
    ...[...before.touchpoints.values()]
      .filter(({ id, position }) => !after.touchpoints.has(id) && personas.has(position.personaId))
      .map((touchpoint) => change(touchpoint, 'removed')),
  ];
}

/**
 * What is different between two moments of one journey, as a reader would tell it: line by line, what is there first
 * and what was removed after it. Records that did not change are the same objects, so nothing is compared in depth.
 */
export function changesBetween(before: Journey, after: Journey): readonly JourneyChange[] {
  if (before === after) return [];
  const lineOf = ({ persona }: JourneyChange): number => {
    const index = after.personas.findIndex(({ id }) => id === persona?.id);
    return index < 0 ? after.personas.length : index;
  };
  return [...personaChanges(before, after), ...touchpointChanges(before, after)]
    .map((change, index) => ({ change, index, line: lineOf(change) }))
    .sort((a, b) => a.line - b.line || a.index - b.index)
    .map(({ change }) => change);
}
