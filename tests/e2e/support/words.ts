import { createTranslator } from 'use-intl/core';
import type { Locale } from '@/lib/core/locale';
import { catalogues } from '@/lib/i18n/catalogue';

/** The product's own texts in one language. */
export const wordsIn = (locale: Locale) => createTranslator({ locale, messages: catalogues[locale] });

/** The product's own Dutch texts, so that a test looks for what the screen says: `say('account.signIn')`. */
export const say = wordsIn('nl');

/** A text as part of a longer name: matches wherever it occurs. */
export const containing = (text: string): RegExp => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
