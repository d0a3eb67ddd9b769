'use client';

import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import { type ButtonSize, type ButtonVariant, buttonClass } from './button-class';
import { pendingProps } from './pending';

export type ButtonProps = Omit<AriaButtonProps, 'className' | 'style' | 'children'> & {
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  readonly className?: string;
  readonly children: ReactNode;
  readonly ref?: React.Ref<HTMLButtonElement>;
};

/** A button with words. `primary` (yellow) is for THE one action of a screen. */
export function Button({
  variant = 'outline',
  size = 'md',
  className,
  children,
  isPending,
  onPress,
  ...rest
}: ButtonProps) {
  return (
    <AriaButton {...rest} {...pendingProps({ isPending, onPress })} className={buttonClass(variant, size, className)}>
      {children}
    </AriaButton>
  );
}

export type ButtonLinkProps = ComponentProps<typeof Link> & {
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
};

/** Goes to another page, and looks like a button. */
export function ButtonLink({ variant = 'outline', size = 'md', className, ...rest }: ButtonLinkProps) {
  return <Link {...rest} className={buttonClass(variant, size, className)} />;
}
