'use client';

import { useTranslations } from 'next-intl';
import { ArrowRightIcon } from '@/components/ui/icons';
import { LineBadge } from '@/components/ui/line-badge';
import type { JourneyChange } from '@/lib/journey/changes';
import { lineLetter } from '@/lib/journey/persona';
import { useGoTo } from './go-to';

/** What happened, in a few words. */
function useWhat(): (change: JourneyChange) => string {
  const t = useTranslations('live.away');
  return ({ kind, fields }) => {
    if (kind !== 'changed') return t(kind);
    if (fields.length === 1 && fields[0] === 'place') return t('moved');
    return t('changed', { fields: fields.map((field) => t(`field.${field}`)).join(', ') });
  };
}

/** One thing that others did; leads to where it is, unless it is in the bin. */
export function AwayChange({ change }: { change: JourneyChange }) {
  const board = useTranslations('board');
  const what = useWhat()(change);
  const goTo = useGoTo();
  const { persona, root, kind } = change;
  const isGone = kind === 'removed';
  const words = (
    <>
      {persona ? <LineBadge letter={lineLetter(persona.line)} line={persona.line} size="sm" /> : null}
      <span className="min-w-0 flex-1">
        <span className={`block font-bold leading-snug wrap-break-word ${isGone ? 'line-through' : ''}`}>
          {change.title || board(root === 'personas' ? 'unnamed' : 'untitled')}
        </span>
        <span className="block text-ink-soft text-sm">{what}</span>
      </span>
    </>
  );
  const look = 'flex min-h-11 w-full items-start gap-2.5 rounded-md px-2 py-1.5 text-left';
  if (isGone) return <div className={look}>{words}</div>;
  return (
    <button type="button" onClick={() => goTo(change)} className={`${look} group ring-inside hover:bg-zone`}>
      {words}
      <ArrowRightIcon className="mt-0.5 size-5 text-edge group-hover:text-ink" />
    </button>
  );
}
