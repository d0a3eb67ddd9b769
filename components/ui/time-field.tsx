'use client';

import { parseTime, type Time } from '@internationalized/date';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { TimeField as AriaTimeField, DateInput, DateSegment } from 'react-aria-components/TimeField';
import type { PlainTime } from '@/lib/core/dates';
import { cx } from './cx';
import { segmentClass } from './date-field';
import { FieldHelp, FieldLabel, type FieldProps } from './field-parts';
import { CloseIcon } from './icons';

export type TimeFieldProps = FieldProps & {
  readonly value: PlainTime | null;
  /** Called with `HH:mm`, or `null` when cleared. */
  readonly onChange: (value: PlainTime | null) => void;
  readonly isDisabled?: boolean;
  readonly isReadOnly?: boolean;
};

const toTime = (value: PlainTime | null): Time | null => (value ? parseTime(value) : null);

/** A clock time of 24 hours. */
export function TimeField(props: TimeFieldProps) {
  const { label, description, error, hideLabel, className, value, onChange, isDisabled, isReadOnly } = props;
  const t = useTranslations('common.date');
  // A new key empties half-typed segments too, which a cleared value alone would leave standing.
  const [turn, setTurn] = useState(0);
  return (
    <AriaTimeField
      key={turn}
      value={toTime(value)}
      onChange={(next) => onChange(next ? next.toString().slice(0, 5) : null)}
      hourCycle={24}
      granularity="minute"
      shouldForceLeadingZeros
      isDisabled={isDisabled}
      isReadOnly={isReadOnly}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={cx('flex min-w-0 flex-col gap-1.5', className)}
    >
      <FieldLabel hidden={hideLabel}>{label}</FieldLabel>
      <div className="field flex items-center py-0 pr-1.5">
        <DateInput className="flex min-w-0 flex-1 items-center">
          {(segment) => <DateSegment segment={segment} className={segmentClass} />}
        </DateInput>
        {value && !isReadOnly && !isDisabled ? (
          <Button
            aria-label={t('clearTime')}
            onPress={() => {
              setTurn(turn + 1);
              onChange(null);
            }}
            className="ring-inside flex size-9 shrink-0 items-center justify-center rounded-md hover:bg-zone"
          >
            <CloseIcon className="size-4" />
          </Button>
        ) : null}
      </div>
      <FieldHelp description={description} error={error} />
    </AriaTimeField>
  );
}
