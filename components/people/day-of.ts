import { listDay } from '@/lib/core/dates';
import type { Locale } from '@/lib/core/locale';
import { dayAndTimeOf } from '@/lib/core/moments';

/** The day of an ISO instant in Amsterdam, as a reader writes it: `di 12 jan 2027`. */
export const dayOf = (iso: string, locale: Locale): string => listDay(dayAndTimeOf(iso).day, locale);
