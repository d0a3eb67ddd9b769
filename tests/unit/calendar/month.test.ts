import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { firstDayOf, monthGrid, monthOf, shiftMonth } from '@/lib/calendar/month';
import { groupByDay, groupByWeek } from '@/lib/calendar/weeks';
import { addDays, isoWeek, mondayOf } from '@/lib/core/dates';

/** Thunderbird's own calendar code, as the independent answer. */
const icalWeek = (day: string): number => ICAL.Time.fromDateString(day).weekNumber(ICAL.Time.MONDAY);
/** The platform's own week day, in English. */
const weekday = (day: string): string =>
  new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

const allMonths = Array.from({ length: 12 * 101 }, (_, index) => ({
  year: 2000 + Math.floor(index / 12),
  month: (index % 12) + 1,
}));

describe('ISO weeks', () => {
  it('are those of an independent calendar, on every day of forty years', () => {
    for (let day = '2000-01-01'; day < '2040-01-01'; day = addDays(day, 1)) {
      if (isoWeek(day).week !== icalWeek(day))
        expect({ day, week: isoWeek(day).week }).toEqual({ day, week: icalWeek(day) });
    }
  });

  it.each([
    ['2026-12-27', 52, 2026],
    ['2026-12-28', 53, 2026],
    ['2026-12-31', 53, 2026],
    ['2027-01-01', 53, 2026],
    ['2027-01-03', 53, 2026],
    ['2027-01-04', 1, 2027],
    ['2024-12-30', 1, 2025],
    ['2028-01-02', 52, 2027],
    ['2028-02-29', 9, 2028],
  ])('%s lies in week %i of %i', (day, week, year) => {
    expect(isoWeek(day)).toEqual({ week, year });
  });

  it('T16: start on a Monday, also in the weeks in which the clocks change', () => {
    for (const day of [
      '2027-03-27',
      '2027-03-28',
      '2027-03-29',
      '2026-10-24',
      '2026-10-25',
      '2026-10-26',
      '2028-02-29',
    ]) {
      const monday = mondayOf(day);
      expect(weekday(monday)).toBe('Mon');
      expect(monday <= day && day < addDays(monday, 7)).toBe(true);
    }
  });
});

describe('a month as a grid', () => {
  it('has whole weeks from Monday, four to six of them, and every day of the month once', () => {
    for (const { year, month } of allMonths) {
      const weeks = monthGrid(year, month);
      const days = weeks.flatMap((week) => week.days);
      const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
      const inMonth = days.filter((day) => day.inMonth).map(({ day }) => Number(day.slice(8)));
      const expected = Array.from({ length: daysInMonth }, (_, index) => index + 1);
      if (weeks.length < 4 || weeks.length > 6 || String(inMonth) !== String(expected)) {
        expect({ year, month, weeks: weeks.length, inMonth }).toEqual({ year, month, weeks: '4…6', inMonth: expected });
      }
      days.forEach(({ day }, index) => {
        if (index > 0 && day !== addDays(days[index - 1]?.day ?? '', 1))
          expect(day).toBe('the day after the one before');
      });
      expect(weekday(days[0]?.day ?? '')).toBe('Mon');
      expect(days).toHaveLength(weeks.length * 7);
    }
  });

  it('shows January 2027 with week 53 of 2026 first', () => {
    const weeks = monthGrid(2027, 1);
    expect(weeks.map(({ week, year }) => `${year}-${week}`)).toEqual([
      '2026-53',
      '2027-1',
      '2027-2',
      '2027-3',
      '2027-4',
    ]);
    expect(weeks[0]?.days.map(({ day, inMonth }) => `${day.slice(5)}${inMonth ? '' : ' out'}`)).toEqual([
      '12-28 out',
      '12-29 out',
      '12-30 out',
      '12-31 out',
      '01-01',
      '01-02',
      '01-03',
    ]);
  });

  it('needs four rows for February 2027 and six for August 2027', () => {
    expect(monthGrid(2027, 2)).toHaveLength(4);
    expect(monthGrid(2027, 8)).toHaveLength(6);
  });
});

describe('turning pages', () => {
  it('goes over the end of the year both ways', () => {
    expect(shiftMonth({ year: 2026, month: 12 }, 1)).toEqual({ year: 2027, month: 1 });
    expect(shiftMonth({ year: 2027, month: 1 }, -1)).toEqual({ year: 2026, month: 12 });
    expect(shiftMonth({ year: 2027, month: 5 }, -29)).toEqual({ year: 2024, month: 12 });
  });

  it('stops at the first and last month that a plan may name', () => {
    expect(shiftMonth({ year: 2000, month: 1 }, -1)).toEqual({ year: 2000, month: 1 });
    expect(shiftMonth({ year: 2100, month: 12 }, 1)).toEqual({ year: 2100, month: 12 });
  });

  it('knows the month of a day', () => {
    expect(monthOf('2027-09-30')).toEqual({ year: 2027, month: 9 });
    expect(firstDayOf({ year: 2027, month: 9 })).toBe('2027-09-01');
  });
});

describe('grouping', () => {
  const on = (plannedOn: string, id: string) => ({ plannedOn, id });
  const entries = [on('2027-01-04', 'c'), on('2026-12-31', 'a'), on('2027-01-03', 'b'), on('2027-01-04', 'd')];

  it('keeps New Year’s week together and the given order inside a week', () => {
    expect(
      groupByWeek(entries).map(({ entries: group, ...week }) => ({ ...week, ids: group.map(({ id }) => id) })),
    ).toEqual([
      { week: 53, year: 2026, monday: '2026-12-28', ids: ['a', 'b'] },
      { week: 1, year: 2027, monday: '2027-01-04', ids: ['c', 'd'] },
    ]);
    expect(groupByWeek([])).toEqual([]);
  });

  it('groups by day', () => {
    expect(
      groupByDay(entries)
        .get('2027-01-04')
        ?.map(({ id }) => id),
    ).toEqual(['c', 'd']);
    expect(groupByDay(entries).has('2027-01-05')).toBe(false);
  });
});
