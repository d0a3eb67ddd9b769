import { z } from 'zod';
import { plainDateSchema, plainTimeSchema } from '../core/dates';
import { idSchema, type PersonaId, type TouchpointId } from '../core/ids';
import { orderSchema } from '../core/order';
import { CHANNELS } from '../method/channels';
import { emotionSchema } from '../method/emotions';
import { PHASE_KEYS } from '../method/phase-models';
import { statusSchema } from '../method/statuses';
import { line, prose, removedAt } from './field';
import { LIMITS } from './limits';

/** Where a touchpoint stands. One value, so that a move is one write and never leaves a duplicate. */
export const positionSchema = z.object({
  personaId: idSchema<PersonaId>(),
  phase: z.enum(PHASE_KEYS),
  order: orderSchema,
});

/** One contact between a persona and the organisation: a station on the line. */
export const touchpointSchema = z.object({
  id: idSchema<TouchpointId>(),
  position: positionSchema,
  title: line(LIMITS.title),
  channel: z.enum(CHANNELS).nullable(),
  /** Written together, character by character: a shared text in the document, a string here. */
  message: prose(LIMITS.messageMerged),
  emotion: emotionSchema.nullable(),
  emotionWord: line(LIMITS.emotionWord),
  /** A moment the team chose to surpass expectations (S2.4). */
  peak: z.boolean(),
  /** Who makes it: a name, of a participant or of someone who is not there. */
  owner: line(LIMITS.owner),
  plannedOn: plainDateSchema.nullable(),
  startTime: plainTimeSchema.nullable(),
  status: statusSchema,
  removedAt,
});
export type Touchpoint = Readonly<z.infer<typeof touchpointSchema>>;

/** Values of a field that is absent or broken in the document. A position has no default: without it there is no station. */
export const touchpointDefaults = {
  title: '',
  channel: null,
  message: '',
  emotion: null,
  emotionWord: '',
  peak: false,
  owner: '',
  plannedOn: null,
  startTime: null,
  status: 'idea',
  removedAt: null,
} satisfies Omit<Touchpoint, 'id' | 'position'>;

/** Fields that an edit may set; each is its own value in the document, so two people can change two at once. */
export const touchpointEditSchema = touchpointSchema
  .pick({
    title: true,
    channel: true,
    emotion: true,
    emotionWord: true,
    peak: true,
    owner: true,
    plannedOn: true,
    startTime: true,
    status: true,
  })
  .partial();
export type TouchpointEdit = z.infer<typeof touchpointEditSchema>;
