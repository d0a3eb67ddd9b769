import * as Y from 'yjs';
import { z } from 'zod';
import { idSchema, newId, type PersonaId } from '../../core/ids';
import { orderAt } from '../../core/order';
import { err, ok } from '../../core/result';
import { LIMITS } from '../../journey/limits';
import { personaEditSchema, personaSchema } from '../../journey/persona';
import { mayEditJourney } from '../../method/permissions';
import { recordOf, table } from '../document';
import { command } from './command';

const personaId = idSchema<PersonaId>();

/** Adds a persona as the last line. Its letter and colour are the first that no other persona uses, bin included. */
export const addPersona = command({
  name: 'addPersona',
  input: personaSchema.pick({ name: true, summary: true }),
  may: mayEditJourney,
  plan: ({ doc, journey, now }, input) => {
    const all = [...journey.personas, ...journey.bin.personas];
    if (all.length >= LIMITS.personas) return err('full');
    const taken = new Set(all.map(({ line }) => line));
    let line = 0;
    while (taken.has(line)) line += 1;
    const id = newId<PersonaId>();
    const record = new Y.Map<unknown>();
    const order = orderAt(
      journey.personas.map((persona) => persona.order),
      journey.personas.length,
    );
    return ok({
      output: { id },
      prepare: () => {
        for (const [field, value] of Object.entries({ ...input, line, order, removedAt: now().toISOString() })) {
          record.set(field, value);
        }
        table(doc, 'personas').set(id, record);
      },
      apply: () => record.set('removedAt', null),
    });
  },
});

/** Changes name or summary. */
export const editPersona = command({
  name: 'editPersona',
  input: z.strictObject({ id: personaId, changes: personaEditSchema.strict() }),
  may: mayEditJourney,
  plan: ({ doc }, { id, changes }) => {
    const record = recordOf(doc, 'personas', id);
    if (!record) return err('gone');
    return ok({
      output: undefined,
      apply: () => {
        for (const [field, value] of Object.entries(changes)) if (record.get(field) !== value) record.set(field, value);
      },
    });
  },
});

/** Moves a line to another place; `index` counts among the other lines in use. */
export const movePersona = command({
  name: 'movePersona',
  input: z.strictObject({ id: personaId, index: z.number().int().min(0).max(LIMITS.personas) }),
  may: mayEditJourney,
  plan: ({ doc, journey }, { id, index }) => {
    const record = recordOf(doc, 'personas', id);
    if (!record) return err('gone');
    const others = journey.personas.filter((persona) => persona.id !== id).map((persona) => persona.order);
    return ok({ output: undefined, apply: () => record.set('order', orderAt(others, index)) });
  },
});

const inBin = <Name extends 'removePersona' | 'restorePersona'>(name: Name, removed: boolean) =>
  command({
    name,
    input: z.strictObject({ id: personaId }),
    may: mayEditJourney,
    plan: ({ doc, now }, { id }) => {
      const record = recordOf(doc, 'personas', id);
      if (!record) return err('gone');
      return ok({ output: undefined, apply: () => record.set('removedAt', removed ? now().toISOString() : null) });
    },
  });

/** Puts a persona, with its touchpoints, in the bin. */
export const removePersona = inBin('removePersona', true);
/** Takes a persona, with its touchpoints, out of the bin. */
export const restorePersona = inBin('restorePersona', false);
