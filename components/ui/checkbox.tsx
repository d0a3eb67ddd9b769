'use client';

import type { ReactNode } from 'react';
import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox';
import { CheckIcon } from './icons';

export type CheckboxProps = {
  readonly children: ReactNode;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly isDisabled?: boolean;
};

/** A box to tick, with its words. */
export function Checkbox({ children, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox
      {...rest}
      className="group inline-flex min-h-11 items-center gap-2.5 rounded-md data-[disabled]:opacity-60"
    >
      <span className="flex size-6 shrink-0 items-center justify-center rounded-sm border-2 border-edge bg-paper text-white group-data-[selected]:border-navy group-data-[selected]:bg-navy">
        <CheckIcon className="size-5 opacity-0 group-data-[selected]:opacity-100" />
      </span>
      <span>{children}</span>
    </AriaCheckbox>
  );
}
