import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { cache, type ReactNode } from 'react';
import { SessionFrame } from '@/components/session/session-frame';
import { idSchema, type SessionId } from '@/lib/core/ids';
import { callerOf } from '@/server/auth/caller';
import { membershipOf } from '@/server/auth/membership';
import { getContext } from '@/server/globals';
import { readSession } from '@/server/services/read-session';

type Props = { readonly params: Promise<{ sessionId: string }>; readonly children: ReactNode };

const sessionIdSchema = idSchema<SessionId>();

/** The session of this page and who asks; `null` looks the same for unknown, foreign and signed out (checks S5). */
const open = cache(async (id: string) => {
  const sessionId = sessionIdSchema.safeParse(id);
  if (!sessionId.success) return null;
  const context = getContext();
  const caller = await callerOf(context, await headers());
  const membership = await membershipOf(context, caller, sessionId.data);
  if (!membership) return null;
  return { session: await readSession(context, membership), isOrganiser: caller.organiser !== null };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await open((await params).sessionId);
  return { title: found?.session.title };
}

export default async function SessionLayout({ params, children }: Props) {
  const found = await open((await params).sessionId);
  if (!found) notFound();
  return (
    <SessionFrame session={found.session} home={found.isOrganiser ? '/sessions' : '/'}>
      {children}
    </SessionFrame>
  );
}
