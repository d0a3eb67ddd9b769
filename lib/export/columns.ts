import type { StoredEntry } from '../calendar/entry';
import { isoWeek, type PlainDate } from '../core/dates';
import type { Locale, Localised } from '../core/locale';
import { namesOf } from './names';

/** What stands in one cell of a table. */
export type Cell = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'day'; readonly day: PlainDate };

/** A column of the calendar as a table, for every format that is one. */
export type Column = {
  readonly heading: Localised;
  /** In characters. */
  readonly width: number;
  readonly cell: (entry: StoredEntry, locale: Locale) => Cell;
};

const text = (heading: Localised, width: number, read: (entry: StoredEntry, locale: Locale) => string): Column => ({
  heading,
  width,
  cell: (entry, locale) => ({ kind: 'text', text: read(entry, locale) }),
});

const YES = { nl: 'ja', en: 'yes' } as const;

/** The columns from left to right: first when, then to whom, then what, then who makes it. */
export const columns: readonly Column[] = [
  { heading: { nl: 'Datum', en: 'Date' }, width: 12, cell: ({ plannedOn }) => ({ kind: 'day', day: plannedOn }) },
  text({ nl: 'Tijd', en: 'Time' }, 8, ({ startTime }) => startTime ?? ''),
  text({ nl: 'Week', en: 'Week' }, 7, ({ plannedOn }) => String(isoWeek(plannedOn).week)),
  text({ nl: 'Lijn', en: 'Line' }, 6, (entry, locale) => namesOf(entry, locale).letter),
  text({ nl: 'Persona', en: 'Persona' }, 22, ({ personaName }) => personaName),
  text({ nl: 'Fase', en: 'Phase' }, 14, (entry, locale) => namesOf(entry, locale).phase),
  text({ nl: 'Contactmoment', en: 'Touchpoint' }, 36, ({ title }) => title),
  text({ nl: 'Kanaal', en: 'Channel' }, 28, (entry, locale) => namesOf(entry, locale).channel),
  text({ nl: 'Boodschap', en: 'Message' }, 70, ({ message }) => message),
  text({ nl: 'Maker', en: 'Maker' }, 24, ({ owner }) => owner),
  text({ nl: 'Status', en: 'Status' }, 14, (entry, locale) => namesOf(entry, locale).status),
  text({ nl: 'Piekmoment', en: 'Peak moment' }, 13, ({ peak }, locale) => (peak ? YES[locale] : '')),
  text({ nl: 'Kenmerk', en: 'Reference' }, 26, ({ id }) => id),
];
