import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/components/ui/button';
import { EndOfLine } from '@/components/ui/end-of-line';
import { Page } from '@/components/ui/page';
import { SiteBar } from '@/components/ui/site-bar';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common.notFound');
  return { title: t('title') };
}

export default async function NotFound() {
  const t = await getTranslations('common');
  return (
    <>
      <SiteBar />
      <Page className="flex flex-col items-start justify-center gap-5">
        <EndOfLine />
        <h1 className="font-extrabold text-3xl">{t('notFound.title')}</h1>
        <p className="max-w-prose text-lg">{t('notFound.text')}</p>
        <ButtonLink href="/" variant="primary">
          {t('toStart')}
        </ButtonLink>
      </Page>
    </>
  );
}
