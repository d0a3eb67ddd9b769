'use client';

import { useTranslations } from 'next-intl';
import { useLink, useSaveState } from './room-context';

const DOT = {
  connecting: 'border-2 border-current',
  saved: 'bg-ok-bright',
  saving: 'bg-on-navy motion-safe:animate-pulse',
  unsaved: 'bg-yellow rounded-none rotate-45',
} as const;

/** The honest save mark: what it says follows durable acknowledgements and nothing else. Word and shape, not colour alone. */
export function SaveMark() {
  const t = useTranslations('live');
  const save = useSaveState();
  const words =
    save.kind === 'unsaved' ? (save.count > 0 ? t('unsaved', { count: save.count }) : t('offline')) : t(save.kind);
  return (
    <p data-save={save.kind} className="flex items-center gap-2 whitespace-nowrap text-white">
      <span aria-hidden className={`size-2.5 shrink-0 rounded-full ${DOT[save.kind]}`} />
      <span className={save.kind === 'unsaved' ? 'font-bold' : ''}>{words}</span>
    </p>
  );
}

/** Says aloud when saving stops working and when it works again; the every-second "saving" stays silent. */
export function SaveNews() {
  const t = useTranslations('live');
  const save = useSaveState();
  // When it is over for good (signed out, session gone), waiting for the network would be bad advice.
  const trouble = useLink((link) => link.ended) === null && save.kind === 'unsaved';
  return (
    <div role="status" aria-live="polite">
      {trouble ? (
        <p className="bg-warn-soft px-5 py-2 font-semibold text-ink print:hidden">{t('unsavedHelp')}</p>
      ) : null}
    </div>
  );
}
