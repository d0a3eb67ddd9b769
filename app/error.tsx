'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { EndOfLine } from '@/components/ui/end-of-line';
import { Page } from '@/components/ui/page';
import { SiteBar } from '@/components/ui/site-bar';

/** Shown when a page throws. Says what is certain: what was saved is still there. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations('common');
  return (
    <>
      <SiteBar />
      <Page className="flex flex-col items-start justify-center gap-5">
        <EndOfLine />
        <h1 className="font-extrabold text-3xl">{t('failure.title')}</h1>
        <p className="max-w-prose text-lg" role="alert">
          {t('failure.text')}
        </p>
        <Button variant="primary" onPress={reset}>
          {t('tryAgain')}
        </Button>
        {error.digest ? <p className="text-ink-soft text-sm">{t('failure.number', { digest: error.digest })}</p> : null}
      </Page>
    </>
  );
}
