import type { Locale } from '@/lib/core/locale';
import type { nl } from '@/lib/i18n/nl';

// Makes message keys, their placeholders and the locale typed in every `useTranslations` and `getTranslations`.
declare module 'use-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: typeof nl;
  }
}
