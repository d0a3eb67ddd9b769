import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { NewSessionForm } from '@/components/sessions/new-session-form';
import { Page } from '@/components/ui/page';
import { SiteBar } from '@/components/ui/site-bar';
import { templates } from '@/lib/method/templates/registry';
import { viewer } from '../../viewer';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('sessions');
  return { title: t('form.newTitle') };
}

export default async function NewSessionPage() {
  const { caller } = await viewer();
  if (!caller.organiser) redirect('/sign-in');
  const t = await getTranslations('sessions');
  return (
    <>
      <SiteBar home="/sessions" />
      <Page>
        <h1 className="mb-7 font-extrabold text-2xl">{t('form.newTitle')}</h1>
        <NewSessionForm
          templates={Object.values(templates).map(({ id, name, description, suggestion, phaseModel }) => ({
            id,
            name,
            description,
            suggestion,
            phaseModel: phaseModel ?? null,
          }))}
        />
      </Page>
    </>
  );
}
