import { addDays, FIRST_YEAR, isoWeek, LAST_YEAR, mondayOf, type PlainDate } from '../core/dates';

/** A month of a year; `month` is 1…12. */
export type Month = { readonly year: number; readonly month: number };

/** A day of a month's grid. `inMonth` is false for the last days of the month before and the first of the one after. */
export type GridDay = { readonly day: PlainDate; readonly inMonth: boolean };

/** A row of a month's grid: an ISO week (`week` 1…53 of `year`), Monday first. */
export type GridWeek = { readonly week: number; readonly year: number; readonly days: readonly GridDay[] };

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** The month that holds the day. */
export const monthOf = (day: PlainDate): Month => ({ year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)) });

/** The first day of a month. */
export const firstDayOf = ({ year, month }: Month): PlainDate => `${year}-${twoDigits(month)}-01`;

/** The month `count` months later (or, negative, earlier); stays within the years that a plan may name. */
export function shiftMonth({ year, month }: Month, count: number): Month {
  const first = FIRST_YEAR * 12;
  const last = LAST_YEAR * 12 + 11;
  const index = Math.min(last, Math.max(first, year * 12 + month - 1 + count));
  return { year: Math.floor(index / 12), month: (index % 12) + 1 };
}

/** The weeks that hold any day of the month, whole: four to six rows of seven days. */
export function monthGrid(year: number, month: number): readonly GridWeek[] {
  const isInMonth = (day: PlainDate): boolean => monthOf(day).year === year && monthOf(day).month === month;
  const weeks: GridWeek[] = [];
  let monday = mondayOf(firstDayOf({ year, month }));
  do {
    const start = monday;
    const days = Array.from({ length: 7 }, (_, index) => addDays(start, index));
    weeks.push({ ...isoWeek(monday), days: days.map((day) => ({ day, inMonth: isInMonth(day) })) });
    monday = addDays(monday, 7);
  } while (isInMonth(monday));
  return weeks;
}
