import * as Y from 'yjs';
import { z } from 'zod';
import { idSchema, newId, type PersonaId, type TouchpointId } from '../../core/ids';
import { orderAt } from '../../core/order';
import { err, ok } from '../../core/result';
import { cellKey, type Journey } from '../../journey/journey';
import { LIMITS } from '../../journey/limits';
import { touchpointDefaults, touchpointEditSchema, touchpointSchema } from '../../journey/touchpoint';
import { mayApprove, mayEditJourney } from '../../method/permissions';
import { phaseIn } from '../../method/phase-mapping';
import { PHASE_KEYS } from '../../method/phase-models';
import { messageOf, recordOf, table } from '../document';
import { command } from './command';

const touchpointId = idSchema<TouchpointId>();
const place = {
  personaId: idSchema<PersonaId>(),
  phase: z.enum(PHASE_KEYS),
  /** Place in the cell, counted without the touchpoint itself; past the end means last. */
  index: z.number().int().min(0).max(LIMITS.touchpoints).default(LIMITS.touchpoints),
};

function orderIn(journey: Journey, personaId: PersonaId, phase: string, index: number, except?: TouchpointId): string {
  const ids = journey.cells.get(cellKey(personaId, phaseIn(journey.meta.phaseModel, phase))) ?? [];
  const orders = ids
    .filter((id) => id !== except)
    .map((id) => journey.touchpoints.get(id)?.position.order)
    .filter((order): order is string => order !== undefined);
  return orderAt(orders, index);
}

const hasPersona = (journey: Journey, id: PersonaId): boolean => journey.personas.some((persona) => persona.id === id);

/** Adds a touchpoint in a cell, with a title at least. */
export const addTouchpoint = command({
  name: 'addTouchpoint',
  input: z.strictObject({ ...place, title: touchpointSchema.shape.title }),
  may: mayEditJourney,
  plan: ({ doc, journey, now }, { personaId, phase, index, title }) => {
    if (!hasPersona(journey, personaId)) return err('gone');
    if (table(doc, 'touchpoints').size >= LIMITS.touchpoints) return err('full');
    const id = newId<TouchpointId>();
    const record = new Y.Map<unknown>();
    const position = { personaId, phase, order: orderIn(journey, personaId, phase, index) };
    const fields = { ...touchpointDefaults, title, position, removedAt: now().toISOString() };
    return ok({
      output: { id },
      prepare: () => {
        for (const [field, value] of Object.entries(fields))
          record.set(field, field === 'message' ? new Y.Text() : value);
        table(doc, 'touchpoints').set(id, record);
      },
      apply: () => record.set('removedAt', null),
    });
  },
});

/** Changes fields; each is its own value, so two people can change two fields at once. */
export const editTouchpoint = command({
  name: 'editTouchpoint',
  input: z.strictObject({ id: touchpointId, changes: touchpointEditSchema.strict() }),
  may: (actor, { changes }) => mayEditJourney(actor) && (changes.status !== 'approved' || mayApprove(actor)),
  plan: ({ doc, actor }, { id, changes }) => {
    const record = recordOf(doc, 'touchpoints', id);
    if (!record) return err('gone');
    const unapproves =
      record.get('status') === 'approved' && changes.status !== undefined && changes.status !== 'approved';
    if (unapproves && !mayApprove(actor)) return err('notAllowed');
    return ok({
      output: undefined,
      apply: () => {
        for (const [field, value] of Object.entries(changes)) {
          if (value !== undefined && record.get(field) !== value) record.set(field, value);
        }
      },
    });
  },
});

/** Moves a touchpoint to a place in any cell; one write, so it is never in two cells or in none. */
export const moveTouchpoint = command({
  name: 'moveTouchpoint',
  input: z.strictObject({ id: touchpointId, ...place }),
  may: mayEditJourney,
  plan: ({ doc, journey }, { id, personaId, phase, index }) => {
    const record = recordOf(doc, 'touchpoints', id);
    if (!record || !hasPersona(journey, personaId)) return err('gone');
    const position = { personaId, phase, order: orderIn(journey, personaId, phase, index, id) };
    return ok({ output: undefined, apply: () => record.set('position', position) });
  },
});

/** Replaces a piece of the message: what one keystroke, paste or word of an input method does. Indices in UTF-16 units. */
export const spliceMessage = command({
  name: 'spliceMessage',
  input: z.strictObject({
    id: touchpointId,
    index: z.number().int().min(0).max(LIMITS.message),
    remove: z.number().int().min(0).max(LIMITS.message),
    insert: touchpointSchema.shape.message,
  }),
  may: mayEditJourney,
  plan: ({ doc }, { id, index, remove, insert }) => {
    const text = messageOf(doc, id);
    if (!text || index + remove > text.length) return err('gone');
    if (text.length - remove + insert.length > LIMITS.message) return err('tooLong');
    return ok({
      output: undefined,
      apply: () => {
        if (remove > 0) text.delete(index, remove);
        if (insert.length > 0) text.insert(index, insert);
      },
    });
  },
});

const inBin = <Name extends 'removeTouchpoint' | 'restoreTouchpoint'>(name: Name, removed: boolean) =>
  command({
    name,
    input: z.strictObject({ id: touchpointId }),
    may: mayEditJourney,
    plan: ({ doc, now }, { id }) => {
      const record = recordOf(doc, 'touchpoints', id);
      if (!record) return err('gone');
      return ok({ output: undefined, apply: () => record.set('removedAt', removed ? now().toISOString() : null) });
    },
  });

/** Puts a touchpoint in the bin. */
export const removeTouchpoint = inBin('removeTouchpoint', true);
/** Takes a touchpoint out of the bin. */
export const restoreTouchpoint = inBin('restoreTouchpoint', false);
