'use client';

import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import { ConfirmDialog } from '@/components/ui/dialog';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/ui/use-action';
import { useFailureText } from '@/components/ui/use-failure-text';
import { call } from '@/lib/api/client';
import { type InvitationReply, revokeInvitation } from '@/lib/api/sessions';
import type { SessionId } from '@/lib/core/ids';
import { roleTexts } from '@/lib/method/roles';
import { dayOf } from './day-of';

const CHIP = { active: 'ok', expired: 'soft', revoked: 'soft' } as const;

/** How a link is doing at a moment. */
const stateOf = (link: InvitationReply, now: Date): keyof typeof CHIP =>
  link.revokedAt ? 'revoked' : new Date(link.expiresAt) <= now ? 'expired' : 'active';

/** The links that were handed out, without the links themselves; each can be withdrawn. */
export function InvitationList({
  sessionId,
  invitations,
  now,
}: {
  sessionId: SessionId;
  invitations: readonly InvitationReply[];
  /** ISO instant at which the page was made. */
  now: string;
}) {
  const t = useTranslations('people.links');
  const locale = useLocale();
  const [asked, setAsked] = useState<InvitationReply | null>(null);
  return (
    <section aria-labelledby="links">
      <h2 id="links" className="font-extrabold text-xl">
        {t('title')}
      </h2>
      {invitations.length === 0 ? <p className="mt-2 text-ink-soft">{t('none')}</p> : null}
      <ul className="mt-2 divide-y divide-rule border-rule border-y empty:hidden">
        {invitations.map((link) => {
          const state = stateOf(link, new Date(now));
          const role = roleTexts[link.role].name[locale];
          return (
            <li key={link.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
              <div className="min-w-0 flex-1 basis-44">
                <p className="flex flex-wrap items-center gap-2">
                  <span className={state === 'active' ? 'font-bold' : 'text-ink-soft'}>{role}</span>
                  <Chip tone={CHIP[state]}>{t(state)}</Chip>
                </p>
                <p className="text-ink-soft text-sm">
                  {t('joined', { count: link.joined })} ·{' '}
                  {state === 'active'
                    ? t('until', { date: dayOf(link.expiresAt, locale) })
                    : t('made', { date: dayOf(link.createdAt, locale) })}
                </p>
              </div>
              {state === 'active' ? (
                <Button size="sm" aria-label={t('revokeLabel', { role })} onPress={() => setAsked(link)}>
                  {t('revoke')}
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
      {asked ? <RevokeDialog sessionId={sessionId} link={asked} onClose={() => setAsked(null)} /> : null}
    </section>
  );
}

function RevokeDialog({
  sessionId,
  link,
  onClose,
}: {
  sessionId: SessionId;
  link: InvitationReply;
  onClose: () => void;
}) {
  const t = useTranslations('people.links');
  const locale = useLocale();
  const router = useRouter();
  const textOf = useFailureText();
  const role = roleTexts[link.role].name[locale];
  const revoke = useAction(
    () => call(revokeInvitation, { params: { sessionId, invitationId: link.id } }),
    () => {
      toast.done(t('revokedDone', { role }));
      router.refresh();
      onClose();
    },
  );
  return (
    <ConfirmDialog
      title={t('revokeTitle', { role })}
      confirmLabel={t('revoke')}
      onConfirm={revoke.run}
      onClose={onClose}
      isPending={revoke.isPending}
      danger
    >
      <p>{t('revokeText')}</p>
      {revoke.failure ? (
        <p role="alert" className="font-semibold text-danger">
          {textOf(revoke.failure)}
        </p>
      ) : null}
    </ConfirmDialog>
  );
}
