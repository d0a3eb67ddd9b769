import { z } from 'zod';

/** The languages of every text in the product; Dutch first. */
export const LOCALES = ['nl', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
export const localeSchema = z.enum(LOCALES);

/** A text in both languages. */
export type Localised = { readonly nl: string; readonly en: string };

/**
 * Picks a language from an `Accept-Language` header; Dutch when nothing fits.
 * @param header e.g. `en-GB,en;q=0.9,nl;q=0.8`; q-values decide, ties go to the first named
 */
export function pickLocale(header: string | null | undefined): Locale {
  const wanted = (header ?? '')
    .split(',')
    .map((part, index) => {
      const [tag = '', ...params] = part.trim().toLowerCase().split(';');
      const q = params.map((param) => /^\s*q=([\d.]+)/.exec(param)?.[1]).find(Boolean);
      return { tag: tag.slice(0, 2), q: q === undefined ? 1 : Number(q), index };
    })
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q || a.index - b.index);
  return wanted.map(({ tag }) => tag).find((tag): tag is Locale => tag === 'nl' || tag === 'en') ?? 'nl';
}
