'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { AlertIcon, ArrowRightIcon, CopyIcon } from '@/components/ui/icons';
import type { BothWrote } from '@/lib/collab/both-wrote';
import { useGoTo } from './go-to';
import { useCopy } from './use-copy';

function Quote({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0 flex-1 basis-52">
      <p>{label}</p>
      <p className="whitespace-pre-wrap font-semibold wrap-break-word">{children}</p>
    </div>
  );
}

/** A text that two people changed at the same time: what is in the journey now, and the one that gave way. */
export function BothWroteItem({ both }: { both: BothWrote }) {
  const t = useTranslations('live.away');
  const lost = useTranslations('live.lost');
  const copy = useCopy();
  const goTo = useGoTo();
  const { other } = both;
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-2 rounded-md bg-warn-soft px-3 py-2">
      <AlertIcon className="mt-3 size-5 text-warn" />
      <div className="min-w-0 flex-1 basis-64 text-sm">
        <button
          type="button"
          onClick={() => goTo(both)}
          className="group flex min-h-11 items-center gap-2 rounded-md text-left font-bold text-base wrap-break-word hover:underline"
        >
          {both.of || lost('untitled')}
          <ArrowRightIcon className="size-5" />
        </button>
        {other === null ? (
          <p>{t('bothMessage')}</p>
        ) : (
          <div className="flex flex-wrap gap-x-6 gap-y-2">
            <Quote label={t(both.isMine ? 'bothMine' : 'bothTheirs', { field: t(`field.${both.field}`) })}>
              “{other}”
            </Quote>
            <Quote label={t('nowIs')}>{both.now ? `“${both.now}”` : t('empty')}</Quote>
          </div>
        )}
      </div>
      {other === null ? null : (
        <Button
          variant="outline"
          size="sm"
          className="min-h-11"
          aria-label={`${lost('copy')}: ${other}`}
          onPress={() => copy(other)}
        >
          <CopyIcon />
          {lost('copy')}
        </Button>
      )}
    </div>
  );
}
