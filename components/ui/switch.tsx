'use client';

import type { ReactNode } from 'react';
import { Switch as AriaSwitch } from 'react-aria-components/Switch';

export type SwitchProps = {
  /** The words beside it. */
  readonly children: ReactNode;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly isDisabled?: boolean;
  readonly isReadOnly?: boolean;
  /** Where it is explained. */
  readonly 'aria-describedby'?: string;
};

/** Something that is on or off, at once. */
export function Switch({ children, ...rest }: SwitchProps) {
  return (
    <AriaSwitch
      {...rest}
      className="group inline-flex min-h-11 items-center gap-3 rounded-md data-[disabled]:opacity-60"
    >
      <span className="flex h-7 w-12 shrink-0 items-center rounded-full border-2 border-edge bg-paper px-0.5 transition-colors group-data-[selected]:border-ink group-data-[selected]:bg-navy">
        <span className="size-5 rounded-full bg-edge transition-transform group-data-[selected]:translate-x-5 group-data-[selected]:bg-yellow" />
      </span>
      <span>{children}</span>
    </AriaSwitch>
  );
}
