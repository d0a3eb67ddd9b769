'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useRef } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { CopyIcon } from '@/components/ui/icons';
import { TextField } from '@/components/ui/text-field';
import { toast } from '@/components/ui/toast';
import type { ReplyOf } from '@/lib/api/contract';
import type { createInvitation } from '@/lib/api/sessions';
import { roleTexts } from '@/lib/method/roles';
import { dayOf } from './day-of';
import { QrCode } from './qr-code';

export type FreshInvitation = ReplyOf<typeof createInvitation>;

/** A new link, to scan from the wall or to send: shown once, because only its hash is kept. */
export function InvitationDialog({ invitation, onClose }: { invitation: FreshInvitation; onClose: () => void }) {
  const t = useTranslations('people.invite');
  const locale = useLocale();
  const role = roleTexts[invitation.role].name[locale];
  const input = useRef<HTMLInputElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(invitation.url);
      toast.done(t('copied'));
    } catch {
      // Browsers refuse it on plain http: leave the link selected, ready for Ctrl+C.
      input.current?.select();
      toast.problem(t('copyFailed'));
    }
  };
  return (
    <Dialog title={t('dialog', { role })} onClose={onClose} size="lg">
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] sm:items-center">
        <div className="mx-auto w-full max-w-80 border-2 border-ink sm:max-w-none">
          <QrCode text={invitation.url} label={t('qr', { role })} />
        </div>
        <div className="flex flex-col gap-4">
          <p className="font-bold text-lg">{t('scan')}</p>
          <TextField
            label={t('link')}
            value={invitation.url}
            isReadOnly
            inputRef={input}
            onFocus={() => input.current?.select()}
          />
          <Button variant="primary" onPress={copy}>
            <CopyIcon />
            {t('copy')}
          </Button>
          <p className="font-semibold">{t('until', { date: dayOf(invitation.expiresAt, locale) })}</p>
          <p className="text-ink-soft text-sm">{t('once')}</p>
        </div>
      </div>
    </Dialog>
  );
}
