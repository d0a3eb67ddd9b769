import { headers } from 'next/headers';
import { cache } from 'react';
import { idSchema, type SessionId } from '@/lib/core/ids';
import { callerOf } from '@/server/auth/caller';
import { membershipOf } from '@/server/auth/membership';
import { getContext } from '@/server/globals';

/** Who looks at this page; read once per request. */
export const viewer = cache(async () => {
  const context = getContext();
  return { context, caller: await callerOf(context, await headers()) };
});

const sessionIdSchema = idSchema<SessionId>();

/** The viewer's place in a session; `null` looks the same for unknown, foreign and signed out (checks S5). */
export const membershipIn = cache(async (id: string) => {
  const sessionId = sessionIdSchema.safeParse(id);
  if (!sessionId.success) return null;
  const { context, caller } = await viewer();
  return membershipOf(context, caller, sessionId.data);
});
