'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { CalendarIcon, PeopleIcon, RouteIcon } from './icons';
import { LocaleSwitch } from './locale-switch';
import { TopBar } from './top-bar';

/**
 * The bar of the pages of one session. `live` is where a mounted room shows its save mark and who is here.
 * The title is not the page's h1: that belongs to the page's content.
 */
export function SessionBar({
  sessionId,
  title,
  current,
  live,
  home = '/sessions',
}: {
  sessionId: string;
  title: string;
  current: 'journey' | 'calendar' | 'people';
  live?: ReactNode;
  /** Where the logo leads: organisers to their sessions, guests to the start. */
  home?: string;
}) {
  const t = useTranslations('common');
  const base = `/sessions/${sessionId}`;
  const icon = 'size-5 hidden xs:block md:hidden xl:block';
  return (
    <TopBar
      name={t('productName')}
      home={home}
      homeLabel={`${t('productName')}: ${home === '/' ? t('toStart') : t('toSessions')}`}
      title={title}
      navLabel={t('nav.label')}
      nav={[
        { href: base, label: t('nav.journey'), isCurrent: current === 'journey', icon: <RouteIcon className={icon} /> },
        {
          href: `${base}/calendar`,
          label: t('nav.calendar'),
          isCurrent: current === 'calendar',
          icon: <CalendarIcon className={icon} />,
        },
        {
          href: `${base}/people`,
          label: t('nav.people'),
          isCurrent: current === 'people',
          icon: <PeopleIcon className={icon} />,
        },
      ]}
      right={
        <>
          {/* On a phone the title needs the room; who is here stands on the people page too. */}
          <div className="contents max-sm:[&>ul]:hidden">{live}</div>
          <LocaleSwitch />
        </>
      }
    />
  );
}
