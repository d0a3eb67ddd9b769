'use client';

import '@fontsource-variable/atkinson-hyperlegible-next/wght.css';
import './globals.css';
import { buttonClass } from '@/components/ui/button-class';
import { EndOfLine } from '@/components/ui/end-of-line';
import { Logo } from '@/components/ui/logo';
import { en } from '@/lib/i18n/en';
import { nl } from '@/lib/i18n/nl';

/** Shown when even the layout throws: there is no language then, so it speaks both. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="nl">
      <body className="flex flex-col">
        <title>{`${nl.common.failure.title} · ${nl.common.productName}`}</title>
        <header className="flex min-h-16 items-center bg-navy px-6 text-white">
          <Logo name={nl.common.productName} />
        </header>
        <main className="gutter mx-auto flex w-full max-w-[82rem] flex-1 flex-col items-start justify-center gap-5 py-12">
          <EndOfLine />
          {[
            { lang: 'nl', texts: nl.common },
            { lang: 'en', texts: en.common },
          ].map(({ lang, texts }, at) => (
            <section key={lang} lang={lang} className="flex flex-col items-start gap-3">
              {at === 0 ? (
                <h1 className="font-extrabold text-3xl">{texts.failure.title}</h1>
              ) : (
                <h2 className="font-extrabold text-2xl">{texts.failure.title}</h2>
              )}
              <p className="max-w-prose text-lg">{texts.failure.text}</p>
              <button type="button" onClick={reset} className={buttonClass(at === 0 ? 'primary' : 'outline')}>
                {texts.tryAgain}
              </button>
            </section>
          ))}
        </main>
      </body>
    </html>
  );
}
