'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { LocaleSwitch } from './locale-switch';
import { TopBar } from './top-bar';

/** The bar of the pages outside a session. */
export function SiteBar({ home = '/', right }: { home?: '/' | '/sessions'; right?: ReactNode }) {
  const t = useTranslations('common');
  return (
    <TopBar
      name={t('productName')}
      home={home}
      homeLabel={`${t('productName')}: ${home === '/' ? t('toStart') : t('toSessions')}`}
      right={
        <>
          <LocaleSwitch />
          {right}
        </>
      }
    />
  );
}
