'use client';

import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
} from 'react-aria-components/Calendar';
import { Heading } from 'react-aria-components/Heading';
import { ChevronLeftIcon, ChevronRightIcon } from './icons';

const STEP = 'flex size-11 items-center justify-center rounded-md hover:bg-zone data-[disabled]:opacity-40';

/** A month to pick a day from, inside a date picker: Monday first, in Dutch and British reading. */
export function MonthPicker() {
  return (
    <Calendar firstDayOfWeek="mon" className="w-[19.5rem] max-w-full">
      <div className="flex items-center justify-between pb-2">
        <Button slot="previous" className={STEP}>
          <ChevronLeftIcon />
        </Button>
        <Heading className="font-bold text-lg first-letter:uppercase" />
        <Button slot="next" className={STEP}>
          <ChevronRightIcon />
        </Button>
      </div>
      <CalendarGrid className="w-full border-collapse" weekdayStyle="short">
        <CalendarGridHeader>
          {(day) => <CalendarHeaderCell className="pb-1 font-semibold text-ink-soft text-sm">{day}</CalendarHeaderCell>}
        </CalendarGridHeader>
        <CalendarGridBody>
          {(date) => (
            <CalendarCell
              date={date}
              className="ring-inside mx-auto flex size-10 cursor-pointer items-center justify-center rounded-md hover:bg-zone data-[disabled]:text-ink-soft data-[outside-month]:hidden data-[selected]:bg-navy data-[selected]:font-bold data-[selected]:text-white data-[today]:font-extrabold data-[today]:underline data-[today]:underline-offset-4"
            />
          )}
        </CalendarGridBody>
      </CalendarGrid>
    </Calendar>
  );
}
