import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache, type ReactNode } from 'react';
import { membershipIn, viewer } from '@/app/viewer';
import { SessionFrame } from '@/components/session/session-frame';
import { readSession } from '@/server/services/read-session';

type Props = { readonly params: Promise<{ sessionId: string }>; readonly children: ReactNode };

/** The session of this page, read once for its title and its content. */
const open = cache(async (id: string) => {
  const membership = await membershipIn(id);
  if (!membership) return null;
  const { context, caller } = await viewer();
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
