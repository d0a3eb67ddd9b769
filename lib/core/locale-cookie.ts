import { type Locale, localeSchema, pickLocale } from './locale';

/** Name of the cookie that holds a chosen language. Readable by scripts: it is a preference, not a secret. */
export const LOCALE_COOKIE = 'reisgezel-locale';

/**
 * The language of a reader: the one they chose, else the one their browser asks for, else Dutch.
 * @param chosen value of the cookie, any text
 */
export function localeOf(chosen: string | undefined, acceptLanguage: string | null): Locale {
  const parsed = localeSchema.safeParse(chosen);
  return parsed.success ? parsed.data : pickLocale(acceptLanguage);
}
