'use client';

import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { Chip } from '@/components/ui/chip';
import { PeopleIcon } from '@/components/ui/icons';
import type { SessionSummary } from '@/lib/api/sessions';
import { formatDay, today } from '@/lib/core/dates';
import { dayAndTimeOf } from '@/lib/core/moments';
import { roleTexts } from '@/lib/method/roles';
import { MiniLine } from './mini-line';
import { SessionMenu } from './session-menu';

/** A session as a row of a timetable: when, what, along which phases, with whom. */
export function SessionRow({ session }: { session: SessionSummary }) {
  const t = useTranslations('sessions.row');
  const locale = useLocale();
  return (
    <li className="relative grid grid-cols-[1fr_auto] gap-x-4 gap-y-3 border-rule border-b py-5 hover:bg-zone md:grid-cols-[8.500rem_minmax(0,1fr)_11rem_auto] md:items-center lg:gap-x-8">
      <When startsAt={session.startsAt} />
      <div className="col-span-2 row-start-2 min-w-0 md:col-span-1 md:col-start-2 md:row-start-1">
        <h2 className="wrap-anywhere font-bold text-lg">
          <Link
            href={`/sessions/${session.id}`}
            // The whole row leads to the session; the menu lies above it.
            className="rounded-sm underline-offset-4 after:absolute after:inset-0 hover:underline"
          >
            {session.title}
          </Link>
        </h2>
        {session.campaignMessage ? (
          <p className="wrap-anywhere line-clamp-2 text-ink-soft">{session.campaignMessage}</p>
        ) : null}
        <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <Chip>
            <span className="sr-only">{t('role', { role: '' })}</span>
            {roleTexts[session.role].name[locale]}
          </Chip>
          <span className="inline-flex items-center gap-1.5">
            <PeopleIcon className="size-4" />
            {t('people', { count: session.memberCount })}
          </span>
        </p>
      </div>
      <div className="col-span-2 max-w-56 md:col-span-1">
        <MiniLine model={session.phaseModel} />
      </div>
      <div className="relative z-10 col-start-2 row-start-1 md:col-start-4">
        <SessionMenu session={session} />
      </div>
    </li>
  );
}

function When({ startsAt }: { startsAt: string | null }) {
  const t = useTranslations('sessions.row');
  const locale = useLocale();
  if (!startsAt) return <p className="self-center text-ink-soft md:pl-3">{t('noDate')}</p>;
  const { day, time } = dayAndTimeOf(startsAt);
  const isThisYear = day.slice(0, 4) === today().slice(0, 4);
  return (
    <p className="flex items-baseline gap-3 md:block md:pl-3">
      <span className="block font-extrabold text-xl">
        {formatDay(day, locale, { day: 'numeric', month: 'short', ...(isThisYear ? {} : { year: 'numeric' }) })}
      </span>
      <span className="block text-ink-soft">
        {formatDay(day, locale, { weekday: 'long' })} {time}
      </span>
    </p>
  );
}
