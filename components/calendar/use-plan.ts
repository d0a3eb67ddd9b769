import { useLocale, useTranslations } from 'next-intl';
import { announce } from '@/components/session/announce';
import { useCommand } from '@/components/session/use-command';
import { formatDay, type PlainDate } from '@/lib/core/dates';
import type { TouchpointId } from '@/lib/core/ids';
import type { Locale } from '@/lib/core/locale';

/** Gives a touchpoint another date, or none; the board follows because it is the same journey. */
export function usePlan(): (id: TouchpointId, title: string, plannedOn: PlainDate | null) => void {
  const run = useCommand();
  const t = useTranslations('calendar');
  const locale = useLocale() as Locale;
  return (id, title, plannedOn) => {
    const changes = plannedOn === null ? { plannedOn, startTime: null } : { plannedOn };
    if (!run('editTouchpoint', { id, changes }).ok) return;
    announce(
      plannedOn === null
        ? t('unplannedNow', { title })
        : t('planned', {
            title,
            day: formatDay(plannedOn, locale, { weekday: 'long', day: 'numeric', month: 'long' }),
          }),
    );
  };
}
