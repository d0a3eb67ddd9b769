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

export const getReady = contract({
  method: 'GET',
  path: '/api/ready',
  summary: 'Whether the process can work: it reads from the database',
  access: 'public',
  status: 200,
  reply: z.object({ status: z.literal('ready') }),
});

export const getOpenApi = contract({
  method: 'GET',
  path: '/api/openapi.json',
  summary: 'This description',
  access: 'public',
  status: 200,
  reply: z.record(z.string(), z.unknown()),
});
