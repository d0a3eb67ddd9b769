import type { Locale } from '../core/locale';
import { en } from './en';
import { nl } from './nl';

/**
 * All texts of one language. Typed by the Dutch sentences themselves, because next-intl reads the placeholders from
 * them; that English has the same placeholders is what tests/unit/i18n proves.
 */
export type Catalogue = typeof nl;

/** The texts per language. */
export const catalogues: Readonly<Record<Locale, Catalogue>> = { nl, en: en as Catalogue };
