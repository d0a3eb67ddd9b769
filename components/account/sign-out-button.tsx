'use client';

import { useTranslations } from 'next-intl';
import { IconButton } from '@/components/ui/icon-button';
import { SignOutIcon } from '@/components/ui/icons';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/ui/use-action';
import { signOut } from '@/lib/api/account';
import { call } from '@/lib/api/client';

/** Ends the sign-in of this browser. A full load follows, so that nothing of the account stays in memory. */
export function SignOutButton() {
  const t = useTranslations('common.nav');
  const failed = useTranslations('sessions')('signOutFailed');
  const leave = useAction(
    async () => {
      const result = await call(signOut, {});
      if (!result.ok) toast.problem(failed);
      return result;
    },
    () => window.location.assign('/'),
    { staysPending: true },
  );
  return (
    <IconButton label={t('signOut')} tone="navy" onPress={leave.run} isPending={leave.isPending}>
      <SignOutIcon />
    </IconButton>
  );
}
