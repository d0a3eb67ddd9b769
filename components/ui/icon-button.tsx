'use client';

import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import { cx } from './cx';
import { pendingProps } from './pending';
import { Tooltip } from './tooltip';

export type IconButtonProps = Omit<AriaButtonProps, 'className' | 'style' | 'children' | 'aria-label'> & {
  /** What it does, in words: the accessible name and the tooltip. */
  readonly label: string;
  readonly children: ReactNode;
  readonly size?: 'md' | 'sm';
  readonly tone?: 'ink' | 'navy' | 'danger';
  readonly className?: string;
  /** Menus open where the tooltip would be; they turn it off. */
  readonly tooltip?: boolean;
  readonly ref?: React.Ref<HTMLButtonElement>;
};

const TONE = {
  ink: 'text-ink hover:bg-zone',
  navy: 'text-white hover:bg-navy-soft',
  danger: 'text-danger hover:bg-danger-soft',
} as const;

/** A button that shows only a picture; the label says the rest. */
export function IconButton({
  label,
  children,
  size = 'md',
  tone = 'ink',
  className,
  tooltip = true,
  isPending,
  onPress,
  ...rest
}: IconButtonProps) {
  const button = (
    <AriaButton
      {...rest}
      {...pendingProps({ isPending, onPress })}
      aria-label={label}
      className={cx(
        'inline-flex shrink-0 items-center justify-center rounded-md transition-colors data-[disabled]:opacity-50 data-[pending]:opacity-70',
        size === 'md' ? 'size-11' : 'size-9 pointer-coarse:size-11',
        TONE[tone],
        className,
      )}
    >
      {children}
    </AriaButton>
  );
  return tooltip ? <Tooltip text={label}>{button}</Tooltip> : button;
}
