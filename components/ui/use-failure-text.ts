'use client';

import { useTranslations } from 'next-intl';
import type { Failure } from '@/lib/api/client';

const OWN = ['offline', 'unavailable', 'internal'] as const;

/** The sentence for a failed call: the server's own, or ours where the server could not speak. */
export function useFailureText(): (failure: Failure) => string {
  const t = useTranslations('errors.code');
  return ({ message, code }) => message || t(OWN.find((own) => own === code) ?? 'internal');
}
