import { cx } from './cx';

export type ButtonVariant = 'primary' | 'solid' | 'outline' | 'quiet' | 'danger';
export type ButtonSize = 'md' | 'sm';

const BASE =
  'inline-flex items-center justify-center gap-2 rounded-lg border-2 text-center font-bold no-underline select-none transition-colors data-[pending]:cursor-progress data-[pending]:opacity-70 data-[disabled]:opacity-55 disabled:opacity-55';

const SIZE: Record<ButtonSize, string> = {
  md: 'min-h-12 px-5 py-2 text-base',
  sm: 'min-h-9 px-3 py-1 text-sm pointer-coarse:min-h-11',
};

const VARIANT: Record<ButtonVariant, string> = {
  primary: 'border-ink bg-yellow text-ink hover:bg-yellow-deep',
  solid: 'border-navy bg-navy text-white hover:bg-navy-soft hover:border-navy-soft',
  outline: 'border-ink bg-paper text-ink hover:bg-zone',
  quiet: 'border-transparent bg-transparent text-ink hover:bg-zone',
  danger: 'border-danger bg-danger text-white hover:bg-paper hover:text-danger',
};

/** The look of a button, for whatever element it is. `primary` is THE one action of a screen. */
export const buttonClass = (variant: ButtonVariant = 'outline', size: ButtonSize = 'md', extra?: string): string =>
  cx(BASE, SIZE[size], VARIANT[variant], extra);
