import { CalendarDate, parseDate, toCalendarDate, now as zonedNow } from '@internationalized/date';
import { z } from 'zod';
import type { Locale } from './locale';

/** The one zone the product thinks in. */
export const TIME_ZONE = 'Europe/Amsterdam';

/** A calendar day without a time or zone: `YYYY-MM-DD`. */
export type PlainDate = string;
/** A clock time in Europe/Amsterdam: `HH:mm`. */
export type PlainTime = string;

/** Years outside this range are slips of the keyboard (year 9999), never plans. */
export const FIRST_YEAR = 2000;
export const LAST_YEAR = 2100;

/** Whether the text is a real day between 2000 and 2100; 30 February is not. */
export function isPlainDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  try {
    const date = parseDate(value);
    return date.toString() === value && date.year >= FIRST_YEAR && date.year <= LAST_YEAR;
  } catch {
    return false;
  }
}

export const plainDateSchema = z.string().refine(isPlainDate, 'date');
export const plainTimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'time');

/** Today in Amsterdam, whatever the zone of the machine. */
export const today = (): PlainDate => toCalendarDate(zonedNow(TIME_ZONE)).toString();

/**
 * The ISO 8601 week of a day: the week that holds its Thursday.
 * @returns week 1…53 and the year that week belongs to (1 January 2027 lies in week 53 of 2026)
 */
export function isoWeek(day: PlainDate): { week: number; year: number } {
  const date = parseDate(day);
  const weekday = ((date.toDate('UTC').getUTCDay() + 6) % 7) + 1;
  const thursday = date.add({ days: 4 - weekday });
  const firstDay = new CalendarDate(thursday.year, 1, 1);
  const days = Math.round((thursday.toDate('UTC').getTime() - firstDay.toDate('UTC').getTime()) / 86_400_000);
  return { week: Math.floor(days / 7) + 1, year: thursday.year };
}

/** The Monday of the week that holds the day. */
export function mondayOf(day: PlainDate): PlainDate {
  const date = parseDate(day);
  return date.subtract({ days: (date.toDate('UTC').getUTCDay() + 6) % 7 }).toString();
}

/** The day that lies `days` after (or, negative, before) the given one. */
export const addDays = (day: PlainDate, days: number): PlainDate => parseDate(day).add({ days }).toString();

const INTL: Record<Locale, string> = { nl: 'nl-NL', en: 'en-GB' };

/** Writes a day the way a reader of that language does, e.g. `di 13 jan 2027`. */
export function formatDay(day: PlainDate, locale: Locale, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(INTL[locale], { ...options, timeZone: 'UTC' }).format(parseDate(day).toDate('UTC'));
}

/** Short day for a chip on the board: `12 jan`. */
export const shortDay = (day: PlainDate, locale: Locale): string =>
  formatDay(day, locale, { day: 'numeric', month: 'short' }).replace('.', '');

/** Day for a row in a list: `di 12 jan 2027`. */
export const listDay = (day: PlainDate, locale: Locale): string =>
  formatDay(day, locale, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).replace(/[.,]/g, '');

/** A moment (ISO instant) as day and clock time in Amsterdam. */
export function formatMoment(iso: string, locale: Locale): string {
  return new Intl.DateTimeFormat(INTL[locale], { dateStyle: 'medium', timeStyle: 'short', timeZone: TIME_ZONE }).format(
    new Date(iso),
  );
}
