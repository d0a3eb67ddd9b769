'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { CopyIcon } from '@/components/ui/icons';
import type { UnsavedText } from '@/lib/collab/unsaved';
import { useLink, useRoom } from './room-context';
import { useCopy } from './use-copy';

function LostText({ lost }: { lost: UnsavedText }) {
  const t = useTranslations('live.lost');
  const title = t('of', { field: t(`field.${lost.field}`), title: lost.of || t('untitled') });
  const copy = useCopy();
  return (
    <li className="flex items-start gap-3 py-3">
      <div className="min-w-0 flex-1">
        <p className="font-semibold text-sm">{title}</p>
        <p className="mt-1 whitespace-pre-wrap wrap-break-word select-all">{lost.text}</p>
      </div>
      <Button variant="outline" size="sm" aria-label={`${t('copy')}: ${title}`} onPress={() => copy(lost.text)}>
        <CopyIcon />
        {t('copy')}
      </Button>
    </li>
  );
}

/** What was written here and is not in the journey, to copy before it is gone. Stays until it is put away. */
export function LostTexts() {
  const t = useTranslations('live.lost');
  const room = useRoom();
  const lost = useLink((link) => link.lost);
  const close = () => room.link.setState({ lost: [] });
  return (
    <Dialog title={t('title')} isOpen={lost.length > 0} onClose={close} isAlert>
      <p>{t('help')}</p>
      <ul className="mt-3 divide-y divide-rule">
        {lost.map((text) => (
          <LostText key={`${text.id}${text.field}${text.id ? '' : text.text}`} lost={text} />
        ))}
      </ul>
      <div className="mt-5 flex justify-end">
        <Button variant="primary" onPress={close}>
          {t('done')}
        </Button>
      </div>
    </Dialog>
  );
}
