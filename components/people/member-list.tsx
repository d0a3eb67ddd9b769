'use client';

import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { Chip } from '@/components/ui/chip';
import { ConfirmDialog } from '@/components/ui/dialog';
import { IconButton } from '@/components/ui/icon-button';
import { CloseIcon } from '@/components/ui/icons';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/ui/use-action';
import { useFailureText } from '@/components/ui/use-failure-text';
import { call } from '@/lib/api/client';
import { type MemberReply, removeMember, type SessionReply } from '@/lib/api/sessions';
import type { SessionId } from '@/lib/core/ids';
import { mayRemoveMember } from '@/lib/method/permissions';
import { roleTexts } from '@/lib/method/roles';
import { dayOf } from './day-of';

/** Everybody in the session with their role and whether they are here now. */
export function MemberList({ session, here }: { session: SessionReply; here: ReadonlySet<string> }) {
  const t = useTranslations('people');
  const locale = useLocale();
  const [asked, setAsked] = useState<MemberReply | null>(null);
  const { me, members } = session;
  const mayRemove = mayRemoveMember(session);
  return (
    <>
      <ul className="divide-y divide-rule border-rule border-y">
        {members.map((member) => (
          <li key={member.id} className="flex items-center gap-4 py-3.5">
            <Avatar name={member.name} colour={member.colour} size="lg" />
            <div className="min-w-0 flex-1">
              <p className="wrap-anywhere font-bold text-lg leading-snug">
                {member.name}
                {member.id === me.id ? <span className="font-normal text-ink-soft"> ({t('you')})</span> : null}
              </p>
              <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-soft text-sm">
                <Chip>{roleTexts[member.role].name[locale]}</Chip>
                {here.has(member.id) ? (
                  <span className="inline-flex items-center gap-1.5 font-semibold text-ok">
                    <span aria-hidden className="size-2.5 rounded-full bg-ok" />
                    {t('here')}
                  </span>
                ) : (
                  t('joined', { date: dayOf(member.joinedAt, locale) })
                )}
              </p>
            </div>
            {mayRemove && member.id !== me.id ? (
              <IconButton
                label={t('remove.label', { name: member.name })}
                tone="danger"
                onPress={() => setAsked(member)}
              >
                <CloseIcon />
              </IconButton>
            ) : null}
          </li>
        ))}
      </ul>
      {asked ? <RemoveDialog sessionId={session.id} member={asked} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

function RemoveDialog({
  sessionId,
  member,
  onClose,
}: {
  sessionId: SessionId;
  member: MemberReply;
  onClose: () => void;
}) {
  const t = useTranslations('people.remove');
  const router = useRouter();
  const textOf = useFailureText();
  const { name } = member;
  const remove = useAction(
    () => call(removeMember, { params: { sessionId, memberId: member.id } }),
    () => {
      toast.done(t('done', { name }));
      router.refresh();
      onClose();
    },
  );
  return (
    <ConfirmDialog
      title={t('title', { name })}
      confirmLabel={t('confirm')}
      onConfirm={remove.run}
      onClose={onClose}
      isPending={remove.isPending}
      danger
    >
      <p>{t('text', { name })}</p>
      <p className="text-ink-soft">{t('again', { name })}</p>
      {remove.failure ? (
        <p role="alert" className="font-semibold text-danger">
          {textOf(remove.failure)}
        </p>
      ) : null}
    </ConfirmDialog>
  );
}
