'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { EndOfLine } from '@/components/ui/end-of-line';
import type { Failure } from '@/lib/api/client';

const LINK_PROBLEMS = ['invitationUnknown', 'invitationExpired', 'invitationRevoked'] as const;

/** Why a link does not let somebody in, and what to do about it. Takes the focus, so that it is read at once. */
export function Problem({
  failure,
  onRetry,
  children,
}: {
  failure: Failure;
  onRetry: () => void;
  children: ReactNode;
}) {
  const t = useTranslations('join.problem');
  const tryAgain = useTranslations('common')('tryAgain');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  // A token of the wrong form is not known either.
  const code = failure.code === 'invalid' ? 'invitationUnknown' : failure.code;
  const ofLink = LINK_PROBLEMS.find((known) => known === code);
  const key = ofLink ?? (code === 'offline' ? 'offline' : 'other');
  return (
    <div className="flex flex-col items-start gap-4">
      <EndOfLine className="max-w-80" />
      <h1 ref={heading} tabIndex={-1} className="font-extrabold text-2xl">
        {t(`${key}.title`)}
      </h1>
      <p className="text-lg">{key === 'other' && failure.message ? failure.message : t(`${key}.text`)}</p>
      <div className="flex flex-wrap gap-3">
        {ofLink ? null : (
          <Button variant="primary" onPress={onRetry}>
            {tryAgain}
          </Button>
        )}
        {children}
      </div>
    </div>
  );
}
