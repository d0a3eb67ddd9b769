import type { ReactNode } from 'react';
import { cx } from './cx';

export type ChipTone = 'ink' | 'ok' | 'warn' | 'danger' | 'soft';

const TONE: Record<ChipTone, string> = {
  ink: 'border-ink text-ink',
  soft: 'border-edge text-ink-soft',
  ok: 'border-ok text-ok',
  warn: 'border-warn text-warn',
  danger: 'border-danger text-danger',
};

/** A short fact in an outlined pill: a channel, a role, a status. */
export function Chip({
  tone = 'ink',
  children,
  className,
}: {
  tone?: ChipTone;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span
      className={cx(
        'inline-flex max-w-full items-center gap-1 rounded-full border-[1.5px] bg-paper px-2.5 py-px font-semibold text-xs',
        TONE[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
