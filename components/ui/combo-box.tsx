'use client';

import type { ReactNode } from 'react';
import { ComboBox as AriaComboBox, Button, Input, ListBox, Popover } from 'react-aria-components/ComboBox';
import { cx } from './cx';
import { FieldHelp, FieldLabel, type FieldProps } from './field-parts';
import { ChevronDownIcon } from './icons';
import { Option, popoverClass } from './option';

export type Suggestion = { readonly value: string; readonly hint?: ReactNode; readonly mark?: ReactNode };

export type ComboBoxProps = FieldProps & {
  /** The text in the field, a suggestion or not. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Texts, or texts (`value`) with a hint and a mark. */
  readonly suggestions: readonly (string | Suggestion)[];
  readonly onFocus?: () => void;
  readonly onBlur?: () => void;
  readonly placeholder?: string;
  readonly isDisabled?: boolean;
  readonly isReadOnly?: boolean;
  readonly maxLength?: number;
  readonly name?: string;
};

/** Free text with suggestions: choose one, or write your own. */
export function ComboBox(props: ComboBoxProps) {
  const { label, description, error, hideLabel, className, value, onChange, suggestions, ...rest } = props;
  const { placeholder, maxLength, ...field } = rest;
  return (
    <AriaComboBox
      {...field}
      allowsCustomValue
      inputValue={value}
      onInputChange={onChange}
      defaultItems={suggestions.map((item) => (typeof item === 'string' ? { value: item } : item))}
      menuTrigger="focus"
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={cx('flex min-w-0 flex-col gap-1.5', className)}
    >
      <FieldLabel hidden={hideLabel}>{label}</FieldLabel>
      <div className="relative">
        <Input className="field pr-12" placeholder={placeholder} maxLength={maxLength} />
        <Button className="ring-inside absolute inset-y-0 right-0 flex w-11 items-center justify-center rounded-md">
          <ChevronDownIcon />
        </Button>
      </div>
      <FieldHelp description={description} error={error} />
      <Popover offset={6} className={popoverClass('w-(--trigger-width)')}>
        <ListBox<Suggestion> className="max-h-[inherit] overflow-auto p-1.5 outline-none">
          {(item) => <Option id={item.value} label={item.value} hint={item.hint} mark={item.mark} />}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
