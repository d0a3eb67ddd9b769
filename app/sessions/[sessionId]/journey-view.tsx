'use client';

import { useTranslations } from 'next-intl';
import { Board } from '@/components/board/board';
import { Gate } from '@/components/session/gate';
import { useSession } from '@/components/session/room-context';
import { WithSheet } from '@/components/touchpoint/with-sheet';

/** The board with the sheet beside it. */
export function JourneyView() {
  const t = useTranslations('board');
  const { title } = useSession();
  return (
    <Gate>
      <h1 className="sr-only">
        {t('title')}: {title}
      </h1>
      <WithSheet>{(onMove) => <Board onMove={onMove} />}</WithSheet>
    </Gate>
  );
}
