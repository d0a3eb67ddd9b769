import type { ReactNode } from 'react';
import { cx } from './cx';
import { AlertIcon, CheckIcon, InfoIcon } from './icons';

export type BannerTone = 'info' | 'ok' | 'warn' | 'danger';

const LOOK: Record<BannerTone, { box: string; icon: ReactNode }> = {
  info: { box: 'border-info bg-info-soft', icon: <InfoIcon className="mt-0.5 size-5 text-info" /> },
  ok: { box: 'border-ok bg-ok-soft', icon: <CheckIcon className="mt-0.5 size-5 text-ok" /> },
  warn: { box: 'border-warn bg-warn-soft', icon: <AlertIcon className="mt-0.5 size-5 text-warn" /> },
  danger: { box: 'border-danger bg-danger-soft', icon: <AlertIcon className="mt-0.5 size-5 text-danger" /> },
};

/** A message in the page, with a bar, an icon and words. `live` has it read aloud when it appears. */
export function Banner({
  tone = 'info',
  title,
  children,
  action,
  live,
}: {
  tone?: BannerTone;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  live?: 'status' | 'alert';
}) {
  return (
    <div role={live} className={cx('flex flex-wrap items-start gap-3 border-l-[6px] px-4 py-3', LOOK[tone].box)}>
      {LOOK[tone].icon}
      <div className="min-w-0 flex-1 basis-40">
        {title ? <p className="font-bold">{title}</p> : null}
        {children}
      </div>
      {action}
    </div>
  );
}
