'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useActor, useSession } from '@/components/session/room-context';
import { Button, ButtonLink } from '@/components/ui/button';
import { DownloadIcon } from '@/components/ui/icons';
import { Segmented } from '@/components/ui/segmented';
import { mayExport } from '@/lib/method/permissions';
import { ExportDialog } from './export-dialog';
import { ListView } from './list-view';
import { MonthView } from './month-view';
import { Unplanned } from './unplanned';
import { useEntries } from './use-entries';

type View = 'list' | 'month';

/** The timetable of the messages: by week in a list, or by day in a month. */
export function Calendar() {
  const t = useTranslations('calendar');
  const actor = useActor();
  const session = useSession();
  const { entries, waiting } = useEntries();
  const [view, setView] = useState<View>('list');
  const [exporting, setExporting] = useState(false);
  return (
    <div className="mx-auto w-full max-w-6xl px-4 py-6 md:px-8 md:py-8">
      <div className="mb-6 flex flex-wrap items-center justify-between gap-4">
        <h1 className="font-extrabold text-2xl">{t('title')}</h1>
        <div className="flex flex-wrap items-center gap-3 print:hidden">
          <Segmented
            label={t('view')}
            value={view}
            onChange={setView}
            segments={[
              { value: 'list', label: t('list') },
              { value: 'month', label: t('month') },
            ]}
          />
          {mayExport(actor) ? (
            <Button variant="primary" onPress={() => setExporting(true)}>
              <DownloadIcon className="size-5" />
              {t('export')}
            </Button>
          ) : null}
        </div>
      </div>
      {entries.length === 0 && view === 'list' ? (
        <div className="flex flex-col items-start gap-3 py-8">
          <h2 className="font-bold text-xl">{t('nothing')}</h2>
          <p className="text-ink-soft text-lg">{t('nothingHelp')}</p>
          <ButtonLink variant="outline" href={`/sessions/${session.id}`}>
            {t('toJourney')}
          </ButtonLink>
        </div>
      ) : null}
      {view === 'list' ? <ListView entries={entries} /> : <MonthView entries={entries} />}
      {waiting.length > 0 ? <Unplanned waiting={waiting} /> : null}
      {exporting ? <ExportDialog empty={entries.length === 0} onClose={() => setExporting(false)} /> : null}
    </div>
  );
}
