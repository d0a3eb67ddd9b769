'use client';

import { useTranslations } from 'next-intl';
import { useActor, useRoom } from '@/components/session/room-context';
import { DateField } from '@/components/ui/date-field';
import { LineBadge } from '@/components/ui/line-badge';
import { lineLetter } from '@/lib/journey/persona';
import { mayEditJourney } from '@/lib/method/permissions';
import type { Waiting } from './use-entries';
import { usePlan } from './use-plan';

/** What still waits for a date, with the date field beside it: planning is filling this list until it is empty. */
export function Unplanned({ waiting }: { waiting: readonly Waiting[] }) {
  const t = useTranslations('calendar');
  const room = useRoom();
  const plan = usePlan();
  const editable = mayEditJourney(useActor());
  return (
    <section aria-labelledby="unplanned" className="mt-10 rounded-lg border-2 border-edge border-dashed px-4 pt-4 pb-2">
      <h2 id="unplanned" className="font-bold text-xl">
        {t('unplanned')}
      </h2>
      <p className="text-ink-soft">{t('unplannedHelp', { count: waiting.length })}</p>
      <ul className="mt-2 divide-y divide-rule">
        {waiting.map(({ touchpoint, persona }) => {
          const title = touchpoint.title || t('untitled');
          return (
            <li key={touchpoint.id} className="flex flex-wrap items-center gap-3 py-3">
              <LineBadge
                letter={lineLetter(persona.line)}
                line={persona.line}
                label={`${t('persona')} ${lineLetter(persona.line)}`}
              />
              <button
                type="button"
                data-station={touchpoint.id}
                onClick={() => room.screen.setState({ open: touchpoint.id })}
                className="min-h-11 min-w-40 flex-1 rounded-sm text-left font-semibold underline-offset-4 hover:underline"
              >
                {title}
              </button>
              {editable ? (
                <div className="w-full max-w-64">
                  <DateField
                    label={t('planOne', { title })}
                    hideLabel
                    value={null}
                    onChange={(plannedOn) => plan(touchpoint.id, title, plannedOn)}
                  />
                </div>
              ) : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
