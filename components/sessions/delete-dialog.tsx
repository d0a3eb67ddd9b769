'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { removeCopies } from '@/components/session/device-db';
import { Banner } from '@/components/ui/banner';
import { ConfirmDialog } from '@/components/ui/dialog';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/ui/use-action';
import { useFailureText } from '@/components/ui/use-failure-text';
import { call } from '@/lib/api/client';
import { deleteSession, type SessionSummary } from '@/lib/api/sessions';

/** Asks before a session goes for ever, and says what goes with it. */
export function DeleteDialog({ session, onClose }: { session: SessionSummary; onClose: () => void }) {
  const t = useTranslations('sessions');
  const router = useRouter();
  const textOf = useFailureText();
  const { title } = session;
  const remove = useAction(
    () => call(deleteSession, { params: { sessionId: session.id } }),
    () => {
      toast.done(t('deleted', { title }));
      // What this device kept of it goes as well; elsewhere it goes with its open page, or at its date.
      removeCopies(({ sessionId }) => sessionId === session.id).catch(() => undefined);
      router.refresh();
      onClose();
    },
  );
  return (
    <ConfirmDialog
      title={t('delete.title')}
      confirmLabel={t('delete.confirm')}
      onConfirm={remove.run}
      onClose={onClose}
      isPending={remove.isPending}
      danger
    >
      <p className="wrap-anywhere font-semibold">{t('delete.text', { title })}</p>
      <p>{t('delete.lost', { count: session.memberCount })}</p>
      <p className="text-ink-soft">{t('delete.keep')}</p>
      {remove.failure ? (
        <Banner tone="danger" live="alert">
          {textOf(remove.failure)}
        </Banner>
      ) : null}
    </ConfirmDialog>
  );
}
