import type { ReactNode } from 'react';
import { SiteBar } from '@/components/ui/site-bar';
import { RoutePanel } from './route-panel';

/** The page of signing in and up: the form, and on wide screens the way that follows. */
export function AccountPage({ title, intro, children }: { title: string; intro: string; children: ReactNode }) {
  return (
    <>
      <SiteBar />
      <div className="grid flex-1 lg:grid-cols-[minmax(30rem,5fr)_6fr]">
        <main id="main" tabIndex={-1} className="gutter flex justify-center py-10 sm:py-16 lg:justify-end lg:pr-[7vw]">
          <div className="w-full max-w-[26rem]">
            <h1 className="font-extrabold text-2xl">{title}</h1>
            <p className="mt-2 mb-7 text-ink-soft">{intro}</p>
            {children}
          </div>
        </main>
        <RoutePanel />
      </div>
    </>
  );
}
