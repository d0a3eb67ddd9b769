'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { CalendarEntry } from '@/lib/calendar/entry';
import { groupByWeek } from '@/lib/calendar/weeks';
import { addDays, shortDay } from '@/lib/core/dates';
import type { Locale } from '@/lib/core/locale';
import { EntryRow } from './entry-row';

/** Every planned message, week by week: a departure board. */
export function ListView({ entries }: { entries: readonly CalendarEntry[] }) {
  const t = useTranslations('calendar');
  const locale = useLocale() as Locale;
  return groupByWeek(entries).map(({ week, year, monday, entries: inWeek }) => (
    <section key={monday} aria-labelledby={`week-${monday}`} className="mb-8">
      <h2 id={`week-${monday}`} className="flex flex-wrap items-baseline gap-x-3 border-ink border-b-4 pb-1.5">
        <span className="font-bold text-xl">{t('week', { week })}</span>
        <span className="text-ink-soft">
          {t('weekRange', { from: shortDay(monday, locale), to: shortDay(addDays(monday, 6), locale) })} {year}
        </span>
      </h2>
      <ul className="divide-y divide-rule">
        {inWeek.map((entry) => (
          <EntryRow key={entry.id} entry={entry} />
        ))}
      </ul>
    </section>
  ));
}
