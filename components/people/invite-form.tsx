'use client';

import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { LinkIcon } from '@/components/ui/icons';
import { Select } from '@/components/ui/select';
import { useAction } from '@/components/ui/use-action';
import { useFailureText } from '@/components/ui/use-failure-text';
import { call } from '@/lib/api/client';
import { createInvitation } from '@/lib/api/sessions';
import type { SessionId } from '@/lib/core/ids';
import { ROLES, type Role, roleTexts } from '@/lib/method/roles';
import { type FreshInvitation, InvitationDialog } from './invitation-dialog';

/** Makes a link for a role. `suggested` is a role that is still missing. */
export function InviteForm({ sessionId, suggested }: { sessionId: SessionId; suggested: Role | undefined }) {
  const t = useTranslations('people.invite');
  const locale = useLocale();
  const router = useRouter();
  const textOf = useFailureText();
  const [chosen, setChosen] = useState<Role | null>(null);
  const [fresh, setFresh] = useState<FreshInvitation | null>(null);
  const role = chosen ?? suggested ?? 'writer';
  const make = useAction(
    () => call(createInvitation, { params: { sessionId }, body: { role } }),
    (invitation) => {
      setFresh(invitation);
      setChosen(null);
      router.refresh();
    },
  );
  return (
    <section aria-labelledby="invite" className="border-yellow border-t-8 bg-zone px-5 pt-4 pb-6 sm:px-6">
      <h2 id="invite" className="font-extrabold text-xl">
        {t('title')}
      </h2>
      <p className="mt-1 mb-5 text-ink-soft">{t('intro')}</p>
      <div className="flex flex-col gap-4">
        <Select
          label={t('role')}
          value={role}
          onChange={setChosen}
          options={ROLES.map((value) => ({
            value,
            label: roleTexts[value].name[locale],
            hint: roleTexts[value].does[locale],
          }))}
        />
        <p className="-mt-2 text-ink-soft text-sm">{roleTexts[role].does[locale]}</p>
        <div aria-live="assertive" className={make.failure ? undefined : '-mt-4'}>
          {make.failure ? <Banner tone="danger">{textOf(make.failure)}</Banner> : null}
        </div>
        <Button variant="primary" onPress={make.run} isPending={make.isPending}>
          <LinkIcon />
          {t('make')}
        </Button>
      </div>
      {fresh ? <InvitationDialog invitation={fresh} onClose={() => setFresh(null)} /> : null}
    </section>
  );
}
