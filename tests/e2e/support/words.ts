import { createTranslator } from 'use-intl/core';
import { nl } from '@/lib/i18n/nl';

/** The product's own Dutch texts, so that a test looks for what the screen says: `say('account.signIn')`. */
export const say = createTranslator({ locale: 'nl', messages: nl });

/** A text as part of a longer name: matches wherever it occurs. */
export const containing = (text: string): RegExp => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
