import { z } from 'zod';
import { idSchema, type SessionId } from '../core/ids';
import { contract } from './contract';

const sessionParams = z.object({ sessionId: idSchema<SessionId>() });

/** What can be done about a journey that cannot be read. */
export const recoverySchema = z.object({
  /** Whether stored bytes are damaged; `moments` is empty when they are not. */
  isDamaged: z.boolean(),
  /** The moments to go back to, the fullest first. */
  moments: z.array(
    z.object({
      /** The number of the last edit in it. */
      point: z.number().int(),
      at: z.iso.datetime(),
      personas: z.number().int(),
      touchpoints: z.number().int(),
      /** How many later edits are not in it. */
      missing: z.number().int(),
    }),
  ),
});
export type RecoveryReply = z.infer<typeof recoverySchema>;

export const getRecovery = contract({
  method: 'GET',
  path: '/api/sessions/{sessionId}/recovery',
  summary: 'The moments that a damaged journey can go back to',
  access: 'member',
  params: sessionParams,
  status: 200,
  reply: recoverySchema,
});

export const dismissLoss = contract({
  method: 'DELETE',
  path: '/api/sessions/{sessionId}/loss',
  summary: 'Say that it was seen that stored edits are missing: nobody in the session is told any more',
  access: 'member',
  params: sessionParams,
  status: 204,
});

export const restoreJourney = contract({
  method: 'POST',
  path: '/api/sessions/{sessionId}/recovery',
  summary: 'Take a damaged journey back to a moment; a journey that can be read is refused',
  access: 'member',
  params: sessionParams,
  body: z.strictObject({ point: z.number().int().min(0) }),
  status: 200,
  reply: recoverySchema,
});
