import { z } from 'zod';
import type { UserId } from '../core/ids';
import { idSchema } from '../core/ids';
import { line } from '../journey/field';
import { contract } from './contract';

/** Shortest password an account may have; long beats complicated. */
export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 128;

const email = z.email().max(254);
const password = z.string().min(PASSWORD_MIN).max(PASSWORD_MAX);

const accountReply = z.object({
  user: z.object({ id: idSchema<UserId>(), name: z.string(), email: z.string() }),
});
export type AccountReply = z.infer<typeof accountReply>;

export const signUp = contract({
  method: 'POST',
  path: '/api/auth/sign-up/email',
  summary: 'Make an organiser account and sign in',
  access: 'public',
  body: z.strictObject({ email, password, name: line(80).refine((value) => value.trim().length > 0, 'required') }),
  status: 200,
  reply: accountReply,
});

export const signIn = contract({
  method: 'POST',
  path: '/api/auth/sign-in/email',
  summary: 'Sign in as an organiser',
  access: 'public',
  // The length of a password is not checked here: a wrong one is wrong, however long.
  body: z.strictObject({ email, password: z.string().min(1).max(1_000) }),
  status: 200,
  reply: accountReply,
});

export const signOut = contract({
  method: 'POST',
  path: '/api/auth/sign-out',
  summary: 'Sign this browser out',
  access: 'public',
  status: 200,
  reply: z.object({ success: z.literal(true) }),
});

export const getAccount = contract({
  method: 'GET',
  path: '/api/auth/get-session',
  summary: 'Who is signed in, or null',
  access: 'public',
  status: 200,
  reply: accountReply.nullable(),
});
