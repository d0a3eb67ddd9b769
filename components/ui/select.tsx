'use client';

import type { ReactNode } from 'react';
import { Select as AriaSelect, Button, ListBox, Popover, SelectValue } from 'react-aria-components/Select';
import { cx } from './cx';
import { FieldHelp, FieldLabel, type FieldProps } from './field-parts';
import { ChevronDownIcon } from './icons';
import { Option, popoverClass } from './option';

export type SelectOption<T extends string = string> = {
  readonly value: T;
  readonly label: string;
  /** A second line under the label. */
  readonly hint?: ReactNode;
  /** Something before the label, such as a line badge; not read aloud. */
  readonly mark?: ReactNode;
  readonly isDisabled?: boolean;
};

export type SelectProps<T extends string> = FieldProps & {
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly options: readonly SelectOption<T>[];
  readonly placeholder?: string;
  readonly isDisabled?: boolean;
  readonly name?: string;
};

/** One choice out of a list that opens. For up to five choices consider tiles or a segmented control. */
export function Select<T extends string>(props: SelectProps<T>) {
  const { label, description, error, hideLabel, className, value, onChange, options, placeholder, ...rest } = props;
  return (
    <AriaSelect
      {...rest}
      placeholder={placeholder}
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.value === key);
        if (chosen) onChange(chosen.value);
      }}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={cx('flex min-w-0 flex-col gap-1.5', className)}
    >
      <FieldLabel hidden={hideLabel}>{label}</FieldLabel>
      <Button className="field flex items-center justify-between gap-2 text-left">
        <SelectValue className="min-w-0 truncate data-[placeholder]:text-ink-soft [&_[slot=description]]:hidden" />
        <ChevronDownIcon className="size-5" />
      </Button>
      <FieldHelp description={description} error={error} />
      <Popover offset={6} className={popoverClass('w-(--trigger-width) min-w-56')}>
        <ListBox items={options} className="max-h-[inherit] overflow-auto p-1.5 outline-none">
          {(option) => <Option id={option.value} {...option} />}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
