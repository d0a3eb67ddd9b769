'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { countPending, removeAllCopies } from '@/components/session/device-db';
import { ConfirmDialog } from '@/components/ui/dialog';
import { IconButton } from '@/components/ui/icon-button';
import { SignOutIcon } from '@/components/ui/icons';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/ui/use-action';
import { signOut } from '@/lib/api/account';
import { call } from '@/lib/api/client';

/** Asks first when work would be lost that is on this device only. */
function AskFirst({ count, onConfirm, onClose }: { count: number; onConfirm: () => void; onClose: () => void }) {
  const t = useTranslations('sessions.signOut');
  return (
    <ConfirmDialog title={t('title')} confirmLabel={t('confirm')} onConfirm={onConfirm} onClose={onClose} danger>
      <p>{t('text', { count })}</p>
      <p>{t('help')}</p>
    </ConfirmDialog>
  );
}

/**
 * Ends the sign-in of this browser, and removes what it kept of sessions. A full load follows, so that nothing of the
 * account stays in memory.
 */
export function SignOutButton() {
  const t = useTranslations('common.nav');
  const failed = useTranslations('sessions')('signOutFailed');
  const [pending, setPending] = useState(0);
  const leave = useAction(
    async () => {
      const result = await call(signOut, {});
      if (!result.ok) toast.problem(failed);
      // The answer tells the browser to clear its storage; without https, or in an older browser, it does not listen.
      else await removeAllCopies().catch(() => undefined);
      return result;
    },
    () => window.location.assign('/'),
    { staysPending: true },
  );
  const ask = async () => {
    const count = await countPending().catch(() => 0);
    if (count > 0) setPending(count);
    else leave.run();
  };
  return (
    <>
      <IconButton label={t('signOut')} tone="navy" onPress={() => void ask()} isPending={leave.isPending}>
        <SignOutIcon />
      </IconButton>
      {pending > 0 ? (
        <AskFirst
          count={pending}
          onClose={() => setPending(0)}
          onConfirm={() => {
            setPending(0);
            leave.run();
          }}
        />
      ) : null}
    </>
  );
}
