import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { SignOutButton } from '@/components/account/sign-out-button';
import { SessionList } from '@/components/sessions/session-list';
import { Avatar } from '@/components/ui/avatar';
import { ButtonLink } from '@/components/ui/button';
import { PlusIcon } from '@/components/ui/icons';
import { Page } from '@/components/ui/page';
import { SiteBar } from '@/components/ui/site-bar';
import { listSessions } from '@/server/services/read-session';
import { viewer } from '../viewer';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('sessions');
  return { title: t('title') };
}

export default async function SessionsPage() {
  const { context, caller } = await viewer();
  if (!caller.organiser) redirect('/sign-in');
  const [sessions, t] = await Promise.all([listSessions(context, caller.organiser), getTranslations('sessions')]);
  const { name } = caller.organiser;
  return (
    <>
      <SiteBar
        home="/sessions"
        right={
          <>
            <Avatar name={name} colour={3} label={t('signedInAs', { name })} className="ring-2 ring-white" />
            <SignOutButton />
          </>
        }
      />
      <Page>
        <div className="mb-6 flex flex-wrap items-center justify-between gap-4">
          <h1 className="font-extrabold text-2xl">{t('title')}</h1>
          {sessions.length > 0 ? (
            <ButtonLink href="/sessions/new" variant="primary">
              <PlusIcon />
              {t('new')}
            </ButtonLink>
          ) : null}
        </div>
        <SessionList sessions={sessions} />
      </Page>
    </>
  );
}
