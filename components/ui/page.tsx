import type { ReactNode } from 'react';
import { cx } from './cx';

/** The content of a page under its bar, with the page's margins. `SkipLink` leads here. */
export function Page({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <main id="main" tabIndex={-1} className={cx('gutter mx-auto w-full max-w-[82rem] flex-1 py-8 sm:py-12', className)}>
      {children}
    </main>
  );
}
