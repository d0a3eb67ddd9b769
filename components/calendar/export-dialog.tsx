'use client';

import { useTranslations } from 'next-intl';
import { useSession } from '@/components/session/room-context';
import { Banner } from '@/components/ui/banner';
import { buttonClass } from '@/components/ui/button-class';
import { Dialog } from '@/components/ui/dialog';
import { DownloadIcon } from '@/components/ui/icons';
import { FeedPanel } from './feed-panel';

const FORMATS = [
  { id: 'ics', help: 'icsHelp' },
  { id: 'xlsx', help: 'xlsxHelp' },
  { id: 'csv', help: 'csvHelp' },
  { id: 'json', help: 'jsonHelp' },
] as const;

/** The way home for the calendar: a file for the program that the organisation already uses (S0.5). */
export function ExportDialog({ empty, onClose }: { empty: boolean; onClose: () => void }) {
  const t = useTranslations('calendar');
  const { id } = useSession();
  return (
    <Dialog title={t('exportTitle')} isOpen onClose={onClose}>
      <p className="mb-3 text-ink-soft">{t('exportHelp')}</p>
      {empty ? <Banner tone="warn">{t('exportNone')}</Banner> : null}
      <ul className="divide-y divide-rule">
        {FORMATS.map(({ id: format, help }) => (
          <li key={format} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
            <span className="min-w-48 flex-1">
              <span id={`format-${format}`} className="block font-bold">
                {t(`formats.${format}`)}
              </span>
              <span className="block text-ink-soft leading-snug">{t(`formats.${help}`)}</span>
            </span>
            <a
              href={`/api/sessions/${id}/export/${format}`}
              download
              aria-describedby={`format-${format}`}
              className={buttonClass('outline', 'sm')}
            >
              <DownloadIcon className="size-5" />
              {t('download')}
              <span className="sr-only"> {t(`formats.${format}`)}</span>
            </a>
          </li>
        ))}
      </ul>
      <FeedPanel />
    </Dialog>
  );
}
