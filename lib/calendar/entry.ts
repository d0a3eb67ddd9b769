import { z } from 'zod';
import { plainDateSchema, plainTimeSchema } from '../core/dates';
import { idSchema, type PersonaId, type TouchpointId } from '../core/ids';
import { statusSchema } from '../method/statuses';

/** A message planned: when, by whom, how far. Its id is the touchpoint's. */
export const calendarEntrySchema = z.object({
  id: idSchema<TouchpointId>(),
  personaId: idSchema<PersonaId>(),
  personaName: z.string(),
  /** Number of the persona's line: 0 = A. */
  personaLine: z.number().int(),
  /** Phase key in the session's phase model. */
  phase: z.string(),
  title: z.string(),
  message: z.string(),
  channel: z.string().nullable(),
  owner: z.string(),
  status: statusSchema,
  peak: z.boolean(),
  plannedOn: plainDateSchema,
  startTime: plainTimeSchema.nullable(),
});
export type CalendarEntry = Readonly<z.infer<typeof calendarEntrySchema>>;

/** An entry as the server keeps it: with the number of the edit that last changed it, which only grows, and the moment. */
export const storedEntrySchema = calendarEntrySchema.extend({
  sequence: z.number().int().min(0),
  updatedAt: z.iso.datetime(),
});
export type StoredEntry = Readonly<z.infer<typeof storedEntrySchema>>;
