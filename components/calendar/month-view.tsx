'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useRoom } from '@/components/session/room-context';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { ChevronLeftIcon, ChevronRightIcon } from '@/components/ui/icons';
import { LineBadge } from '@/components/ui/line-badge';
import type { CalendarEntry } from '@/lib/calendar/entry';
import { firstDayOf, type GridDay, type Month, monthGrid, monthOf, shiftMonth } from '@/lib/calendar/month';
import { groupByDay } from '@/lib/calendar/weeks';
import { formatDay, today } from '@/lib/core/dates';
import type { Locale } from '@/lib/core/locale';
import { lineLetter } from '@/lib/journey/persona';

/** Opens on the month of the next planned message, or of the last one when all is past. */
function firstMonth(entries: readonly CalendarEntry[]): Month {
  const now = today();
  const next = entries.find(({ plannedOn }) => plannedOn >= now) ?? entries.at(-1);
  return monthOf(next?.plannedOn ?? now);
}

function DayCell({ day, inMonth, entries }: GridDay & { entries: readonly CalendarEntry[] }) {
  const t = useTranslations('calendar');
  const locale = useLocale() as Locale;
  const room = useRoom();
  const isToday = day === today();
  return (
    <td
      className={`h-24 align-top ${inMonth ? 'bg-zone' : 'bg-paper text-ink-soft'} border-2 border-paper p-1 sm:p-1.5`}
    >
      <span className={`inline-block rounded-sm px-1 font-semibold text-sm ${isToday ? 'bg-yellow text-ink' : ''}`}>
        <time dateTime={day}>{formatDay(day, locale, { day: 'numeric' })}</time>
        {isToday ? <span className="sr-only"> {t('today')}</span> : null}
      </span>
      <ul className="mt-1 flex flex-col gap-1">
        {entries.map((entry) => (
          <li key={entry.id}>
            <button
              type="button"
              data-station={entry.id}
              aria-label={`${lineLetter(entry.personaLine)} ${entry.personaName}, ${entry.title || t('untitled')}`}
              title={entry.title}
              onClick={() => room.screen.setState({ open: entry.id })}
              className="flex min-h-6 w-full items-start gap-1 rounded-sm text-left text-sm leading-tight hover:bg-paper"
            >
              <LineBadge letter={lineLetter(entry.personaLine)} line={entry.personaLine} size="sm" />
              <span className="line-clamp-2 hidden min-w-0 pt-0.5 font-semibold sm:[display:-webkit-box]">
                {entry.peak ? '★ ' : ''}
                {entry.title || t('untitled')}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </td>
  );
}

/** A month as a Dutch wall calendar: Monday first, ISO weeks at the side. */
export function MonthView({ entries }: { entries: readonly CalendarEntry[] }) {
  const t = useTranslations('calendar');
  const locale = useLocale() as Locale;
  const [month, setMonth] = useState(() => firstMonth(entries));
  const weeks = monthGrid(month.year, month.month);
  const byDay = groupByDay(entries);
  const name = formatDay(firstDayOf(month), locale, { month: 'long', year: 'numeric' });
  const empty = !entries.some(({ plannedOn }) => plannedOn.startsWith(firstDayOf(month).slice(0, 7)));
  return (
    <section aria-labelledby="month">
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <h2 id="month" aria-live="polite" className="min-w-32 flex-1 font-bold text-xl first-letter:uppercase">
          {name}
        </h2>
        <Button variant="quiet" size="sm" onPress={() => setMonth(monthOf(today()))}>
          {t('toToday')}
        </Button>
        <IconButton label={t('previous')} onPress={() => setMonth(shiftMonth(month, -1))}>
          <ChevronLeftIcon />
        </IconButton>
        <IconButton label={t('next')} onPress={() => setMonth(shiftMonth(month, 1))}>
          <ChevronRightIcon />
        </IconButton>
      </div>
      <table className="w-full table-fixed border-collapse">
        <caption className="sr-only">{name}</caption>
        <thead>
          <tr>
            <th scope="col" className="w-8 py-1 text-left font-semibold text-ink-soft text-sm sm:w-12">
              {t('weekShort')}
            </th>
            {(weeks[0]?.days ?? []).map(({ day }) => (
              <th key={day} scope="col" className="px-1.5 py-1 text-left font-semibold text-ink-soft text-sm">
                <abbr title={formatDay(day, locale, { weekday: 'long' })} className="no-underline">
                  {formatDay(day, locale, { weekday: 'short' }).slice(0, 2)}
                </abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map(({ week, days }) => (
            <tr key={days[0]?.day}>
              <th scope="row" className="pt-1.5 text-left align-top font-semibold text-ink-soft text-sm">
                {week}
              </th>
              {days.map((day) => (
                <DayCell key={day.day} {...day} entries={byDay.get(day.day) ?? []} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {empty ? <p className="mt-3 text-ink-soft">{t('nothingThisMonth', { month: name })}</p> : null}
    </section>
  );
}
