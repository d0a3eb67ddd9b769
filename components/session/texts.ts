import { useLocale } from 'next-intl';
import type { Locale, Localised } from '@/lib/core/locale';

/** Picks the reader's language from texts that are data of the method. */
export function useLocalised(): (text: Localised) => string {
  const locale = useLocale() as Locale;
  return (text) => text[locale];
}
