'use client';

import { useLocale, useTranslations } from 'next-intl';
import { memo, useState } from 'react';
import { useActor, useRoom, useScreen } from '@/components/session/room-context';
import { useLocalised } from '@/components/session/texts';
import { Button } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import { DateField } from '@/components/ui/date-field';
import { CalendarIcon } from '@/components/ui/icons';
import { LineBadge } from '@/components/ui/line-badge';
import type { CalendarEntry } from '@/lib/calendar/entry';
import { formatDay } from '@/lib/core/dates';
import type { Locale } from '@/lib/core/locale';
import { lineLetter } from '@/lib/journey/persona';
import { type Channel, channels } from '@/lib/method/channels';
import { mayEditJourney } from '@/lib/method/permissions';
import { statusTexts } from '@/lib/method/statuses';
import { usePlan } from './use-plan';

const channelByKey = (key: string | null): Channel | undefined => channels.find((channel) => channel.key === key);

const sameEntry = (a: { entry: CalendarEntry }, b: { entry: CalendarEntry }): boolean =>
  Object.entries(a.entry).every(([field, value]) => b.entry[field as keyof CalendarEntry] === value);

/** The date, to change on the spot; folded away until asked for, so that the list stays a list. */
function ChangeDate({ entry, title }: { entry: CalendarEntry; title: string }) {
  const t = useTranslations('calendar');
  const plan = usePlan();
  const [open, setOpen] = useState(false);
  return (
    <div className="col-start-2 flex items-center gap-1 lg:col-start-3 lg:justify-end print:hidden">
      {open ? (
        <div className="w-60">
          <DateField
            label={t('changeDate', { title })}
            hideLabel
            value={entry.plannedOn}
            onChange={(plannedOn) => plan(entry.id, title, plannedOn)}
          />
        </div>
      ) : null}
      <Button
        variant="quiet"
        size="sm"
        aria-label={t(open ? 'changeDateDone' : 'changeDate', { title })}
        aria-expanded={open}
        onPress={() => setOpen(!open)}
      >
        {open ? null : <CalendarIcon className="size-5" />}
        {t(open ? 'done' : 'reschedule')}
      </Button>
    </div>
  );
}

/** One planned message: its day, its line, what it is, and its date to change on the spot. */
export const EntryRow = memo(function EntryRow({ entry }: { entry: CalendarEntry }) {
  const t = useTranslations('calendar');
  const text = useLocalised();
  const locale = useLocale() as Locale;
  const room = useRoom();
  const actor = useActor();
  const isOpen = useScreen((screen) => screen.open === entry.id);
  const title = entry.title || t('untitled');
  const channel = channelByKey(entry.channel);
  const day = (options: Intl.DateTimeFormatOptions) => formatDay(entry.plannedOn, locale, options);
  return (
    <li
      className={`grid grid-cols-[4.5rem_1fr] items-center gap-x-3 gap-y-2 py-3 lg:grid-cols-[5.5rem_1fr_16rem] ${isOpen ? 'bg-tint' : ''}`}
    >
      <p className="self-start pl-1 leading-tight">
        <span className="block text-ink-soft text-sm">{day({ weekday: 'short' })}</span>
        <span className="block whitespace-nowrap font-bold text-lg">
          {day({ day: 'numeric', month: 'short' }).replace('.', '')}
        </span>
        <span className="block text-ink-soft text-sm">{entry.startTime ?? t('wholeDay')}</span>
      </p>
      <div className="flex min-w-0 items-start gap-3">
        <LineBadge
          letter={lineLetter(entry.personaLine)}
          line={entry.personaLine}
          label={`${t('persona')} ${lineLetter(entry.personaLine)}`}
        />
        <div className="min-w-0 flex-1">
          <button
            type="button"
            data-station={entry.id}
            aria-expanded={isOpen}
            onClick={() => room.screen.setState({ open: entry.id })}
            className="min-h-8 rounded-sm text-left font-bold text-lg leading-snug underline-offset-4 hover:underline"
          >
            {entry.peak ? '★ ' : ''}
            {title}
          </button>
          <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-ink-soft text-sm">
            <span>{entry.personaName}</span>
            {channel ? <Chip>{text(channel.short)}</Chip> : null}
            <span>{entry.owner || t('noOwner')}</span>
            <span className="font-semibold text-ink">{text(statusTexts[entry.status])}</span>
          </p>
          {entry.message ? <p className="mt-1 line-clamp-2 leading-snug">“{entry.message}”</p> : null}
        </div>
      </div>
      {mayEditJourney(actor) ? <ChangeDate entry={entry} title={title} /> : null}
    </li>
  );
}, sameEntry);
