'use client';

import { useLocale } from 'next-intl';
import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { config } from 'zod/v4/core';
import { Toasts } from './toast';

// Zod writes code at run time to be quicker, and tries out whether it may. Our content security policy forbids that (checks S24), and each try
// would be reported as an attack.
config({ jitless: true });

/** British rather than American English: weeks start on Monday, the day comes before the month. */
const REGION: Record<string, string> = { nl: 'nl-NL', en: 'en-GB' };

/** What every page's controls need: the reader's language and a place for messages. */
export function Providers({ children }: { children: ReactNode }) {
  const locale = useLocale();
  return (
    <I18nProvider locale={REGION[locale] ?? 'nl-NL'}>
      {children}
      <Toasts />
    </I18nProvider>
  );
}
