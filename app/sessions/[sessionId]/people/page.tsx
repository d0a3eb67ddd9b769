import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { People } from '@/components/people/people';
import { mayInvite } from '@/lib/method/permissions';
import { listInvitations } from '@/server/services/invitations';
import { membershipIn, viewer } from '../../../viewer';

type Props = { readonly params: Promise<{ sessionId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [membership, t] = await Promise.all([membershipIn((await params).sessionId), getTranslations('people')]);
  return { title: membership ? `${t('title')} · ${membership.session.title}` : undefined };
}

export default async function PeoplePage({ params }: Props) {
  const membership = await membershipIn((await params).sessionId);
  if (!membership) notFound();
  const { context } = await viewer();
  const invitations = mayInvite(membership.actor) ? await listInvitations(context, membership.sessionId) : [];
  return <People invitations={invitations} now={new Date().toISOString()} />;
}
