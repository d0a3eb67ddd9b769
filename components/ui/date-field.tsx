'use client';

import { type CalendarDate, CalendarDate as Day, parseDate } from '@internationalized/date';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button, DateInput, DatePicker, DateSegment, Group, Popover } from 'react-aria-components/DatePicker';
import { Dialog } from 'react-aria-components/Dialog';
import { FIRST_YEAR, isPlainDate, LAST_YEAR, type PlainDate } from '@/lib/core/dates';
import { cx } from './cx';
import { FieldHelp, FieldLabel, type FieldProps } from './field-parts';
import { CalendarIcon, CloseIcon } from './icons';
import { MonthPicker } from './month-picker';
import { popoverClass } from './option';

export type DateFieldProps = FieldProps & {
  readonly value: PlainDate | null;
  /** Called with a real day between 2000 and 2100, or `null` when cleared; never with a half-typed one. */
  readonly onChange: (value: PlainDate | null) => void;
  readonly isDisabled?: boolean;
  readonly isReadOnly?: boolean;
};

const FIRST = new Day(FIRST_YEAR, 1, 1);
const LAST = new Day(LAST_YEAR, 12, 31);

const toDay = (value: PlainDate | null): CalendarDate | null => (value && isPlainDate(value) ? parseDate(value) : null);

/** A day, typed or picked from a month that starts on Monday. */
export function DateField(props: DateFieldProps) {
  const { label, description, error, hideLabel, className, value, onChange, isDisabled, isReadOnly } = props;
  const t = useTranslations('common.date');
  // Typing a year passes through years 2, 20 and 202: those stay here and are never reported.
  const [draft, setDraft] = useState<{ day: CalendarDate | null; from: PlainDate | null } | null>(null);
  const day = draft && draft.from === value ? draft.day : toDay(value);
  const change = (next: CalendarDate | null) => {
    const text = next?.toString() ?? null;
    const complete = text === null || isPlainDate(text);
    setDraft({ day: next, from: complete ? text : value });
    if (complete && text !== value) onChange(text);
  };
  const outside = day !== null && !isPlainDate(day.toString());
  const problem = error ?? (outside ? t('outside', { first: String(FIRST_YEAR), last: String(LAST_YEAR) }) : null);
  return (
    <DatePicker
      value={day}
      onChange={change}
      minValue={FIRST}
      maxValue={LAST}
      isDisabled={isDisabled}
      isReadOnly={isReadOnly}
      isInvalid={Boolean(problem)}
      validationBehavior="aria"
      shouldForceLeadingZeros={false}
      className={cx('flex min-w-0 flex-col gap-1.5', className)}
    >
      <FieldLabel hidden={hideLabel}>{label}</FieldLabel>
      <div className="relative">
        <Group className="field flex items-center py-0 pr-1.5 data-[focus-within]:border-ink">
          <DateInput className="flex min-w-0 flex-1 items-center">
            {(segment) => <DateSegment segment={segment} className={segmentClass} />}
          </DateInput>
          {value && !isReadOnly && !isDisabled ? (
            <Button slot={null} aria-label={t('clear')} onPress={() => change(null)} className={fieldButtonClass}>
              <CloseIcon className="size-4" />
            </Button>
          ) : null}
          <Button className={fieldButtonClass}>
            <CalendarIcon />
          </Button>
        </Group>
      </div>
      <FieldHelp description={description} error={problem} />
      <Popover offset={6} className={popoverClass('p-3')}>
        <Dialog className="outline-none">
          <MonthPicker />
        </Dialog>
      </Popover>
    </DatePicker>
  );
}

/** One part of a date or time: day, month, hour. */
export const segmentClass =
  'min-w-6 rounded-sm px-0.5 text-center outline-none data-[type=literal]:min-w-0 data-[type=literal]:px-0 data-[placeholder]:text-ink-soft data-[focused]:bg-navy data-[focused]:text-white data-[focused]:shadow-none';

const fieldButtonClass = 'ring-inside flex size-9 shrink-0 items-center justify-center rounded-md hover:bg-zone';
