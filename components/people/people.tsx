'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { useOthers, useSession } from '@/components/session/room-context';
import type { InvitationReply } from '@/lib/api/sessions';
import { mayInvite } from '@/lib/method/permissions';
import { InvitationList } from './invitation-list';
import { InviteForm } from './invite-form';
import { MemberList } from './member-list';
import { MissingRoles } from './missing-roles';

/** Who takes part, who is missing, and the way in for others. */
export function People({ invitations, now }: { invitations: readonly InvitationReply[]; now: string }) {
  const t = useTranslations('people');
  const session = useSession();
  const router = useRouter();
  const others = useOthers(useShallow((present) => [...present.values()].map(({ member }) => member.memberId)));
  const isStranger = others.some((id) => session.members.every((member) => member.id !== id));
  // Somebody came in after this page was made: fetch the list again, so that it fills while people scan the code.
  useEffect(() => {
    if (isStranger) router.refresh();
  }, [isStranger, router]);
  const mayAsk = mayInvite(session);
  return (
    <div className="gutter mx-auto w-full max-w-[82rem] py-8">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h1 className="font-extrabold text-2xl">{t('title')}</h1>
        <p className="text-ink-soft">{t('count', { count: session.members.length })}</p>
      </div>
      <div className={mayAsk ? 'mt-6 grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_26rem]' : 'mt-6 max-w-3xl'}>
        <div className="flex flex-col gap-6">
          <MissingRoles roles={session.missingRoles} />
          <MemberList session={session} here={new Set([...others, session.me.id])} />
        </div>
        {mayAsk ? (
          <div className="flex flex-col gap-8">
            <InviteForm sessionId={session.id} suggested={session.missingRoles[0]} />
            <InvitationList sessionId={session.id} invitations={invitations} now={now} />
          </div>
        ) : null}
      </div>
    </div>
  );
}
