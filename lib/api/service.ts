import { z } from 'zod';
import { contract } from './contract';

export const getHealth = contract({
  method: 'GET',
  path: '/api/health',
  summary: 'Whether the process is alive',
  access: 'public',
  status: 200,
  reply: z.object({ status: z.literal('ok') }),
});

const readySchema = z.object({
  status: z.literal('ready'),
  /** The way to the other processes of this installation. Without it edits of others are late; nothing is lost. */
  relay: z.enum(['none', 'up', 'down']),
  /** What was stored once and turned out to be missing at a start, until the people of those sessions have seen it. */
  lost: z.object({ sessions: z.number().int(), edits: z.number().int() }),
});
export type ReadyReply = z.infer<typeof readySchema>;

export const getReady = contract({
  method: 'GET',
  path: '/api/ready',
  summary:
    'Whether the process can work: it does not stop, reads from the database, and can store edits; and whether edits were lost before it started',
  access: 'public',
  status: 200,
  reply: readySchema,
});

export const getOpenApi = contract({
  method: 'GET',
  path: '/api/openapi.json',
  summary: 'This description',
  access: 'public',
  status: 200,
  reply: z.record(z.string(), z.unknown()),
});
