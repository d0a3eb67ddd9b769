import { parseAbsolute, parseDateTime, toCalendarDate, toTime, toZoned } from '@internationalized/date';
import { type PlainDate, type PlainTime, TIME_ZONE } from './dates';

/** The moment of a day and a clock time in Amsterdam, as an ISO instant: `2027-07-01`, `09:30` → `2027-07-01T07:30:00.000Z`. */
export const momentOf = (day: PlainDate, time: PlainTime): string =>
  toZoned(parseDateTime(`${day}T${time}`), TIME_ZONE).toAbsoluteString();

/** The day and the clock time in Amsterdam of an ISO instant. */
export function dayAndTimeOf(iso: string): { readonly day: PlainDate; readonly time: PlainTime } {
  const zoned = parseAbsolute(iso, TIME_ZONE);
  return { day: toCalendarDate(zoned).toString(), time: toTime(zoned).toString().slice(0, 5) };
}
