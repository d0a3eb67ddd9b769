'use client';

import type { ReactNode, Ref } from 'react';
import {
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  Input,
} from 'react-aria-components/TextField';
import { cx } from './cx';
import { FieldHelp, FieldLabel, type FieldProps } from './field-parts';

type Shared = FieldProps &
  Omit<AriaTextFieldProps, 'children' | 'className' | 'style' | 'isInvalid'> & {
    readonly placeholder?: string;
    /** Something at the end of the field's row, such as a button to show a password. */
    readonly suffix?: ReactNode;
  };

export type TextFieldProps = Shared & {
  /** Several lines; the number of rows at first. */
  readonly multiline?: boolean | number;
  readonly inputRef?: Ref<HTMLInputElement>;
};

/** A text field with its label, help and error. For a ref to a textarea see `TextArea`. */
export function TextField({ multiline, inputRef, ...rest }: TextFieldProps) {
  if (multiline) return <TextArea {...rest} rows={multiline === true ? 3 : multiline} />;
  const { placeholder, suffix, ...shared } = rest;
  return (
    <Frame {...shared}>
      <div className="relative">
        <Input ref={inputRef} placeholder={placeholder} className={cx('field', Boolean(suffix) && 'pr-14')} />
        {suffix ? <div className="absolute inset-y-0 right-1 flex items-center">{suffix}</div> : null}
      </div>
    </Frame>
  );
}

export type TextAreaProps = Omit<Shared, 'suffix'> & {
  readonly rows?: number;
  readonly inputRef?: Ref<HTMLTextAreaElement>;
};

/** A text field of several lines. Grows with its text where the browser can. */
export function TextArea({ rows = 3, inputRef, placeholder, ...rest }: TextAreaProps) {
  return (
    <Frame {...rest}>
      <AriaTextArea
        ref={inputRef}
        rows={rows}
        placeholder={placeholder}
        className="field field-sizing-content resize-y"
      />
    </Frame>
  );
}

function Frame({
  label,
  description,
  error,
  hideLabel,
  className,
  children,
  ...rest
}: Omit<Shared, 'placeholder' | 'suffix'> & { children: ReactNode }) {
  return (
    <AriaTextField
      validationBehavior="aria"
      {...rest}
      isInvalid={Boolean(error)}
      className={cx('flex flex-col gap-1.5', className)}
    >
      <FieldLabel hidden={hideLabel}>{label}</FieldLabel>
      {children}
      <FieldHelp description={description} error={error} />
    </AriaTextField>
  );
}
