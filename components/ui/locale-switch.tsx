'use client';

import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { Button } from 'react-aria-components/Button';
import { LOCALE_COOKIE } from '@/lib/core/locale-cookie';

const ONE_YEAR_S = 31_536_000;

/** Switches between Dutch and English, in the other language's own words. Remembered in a cookie, on this site only. */
export function LocaleSwitch({ ground = 'navy' }: { ground?: 'navy' | 'paper' }) {
  const t = useTranslations('common.locale');
  const locale = useLocale();
  const router = useRouter();
  const [, start] = useTransition();
  const other = locale === 'nl' ? 'en' : 'nl';
  const change = () => {
    const secure = window.location.protocol === 'https:' ? '; Secure' : '';
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser of the last two years.
    document.cookie = `${LOCALE_COOKIE}=${other}; Path=/; Max-Age=${ONE_YEAR_S}; SameSite=Lax${secure}`;
    start(() => router.refresh());
  };
  return (
    <Button
      onPress={change}
      className={`min-h-11 rounded-md px-2.5 font-semibold text-sm ${ground === 'navy' ? 'text-white hover:bg-navy-soft' : 'text-ink hover:bg-zone'}`}
    >
      <span className="sr-only">{t('label')}: </span>
      <span lang={other} className="hidden sm:inline">
        {t('switchTo')}
      </span>
      <span aria-hidden className="uppercase sm:hidden">
        {other}
      </span>
      <span lang={other} className="sr-only sm:hidden">
        {t('switchTo')}
      </span>
    </Button>
  );
}
