'use client';

import { useLocale, useTranslations } from 'next-intl';
import { memo } from 'react';
import { useJourney, useRoom } from '@/components/session/room-context';
import { useLocalised } from '@/components/session/texts';
import { Chip } from '@/components/ui/chip';
import { listDay } from '@/lib/core/dates';
import type { TouchpointId } from '@/lib/core/ids';
import type { Locale } from '@/lib/core/locale';
import { channelOf } from '@/lib/method/channels';
import { emotionTexts, signed } from '@/lib/method/emotions';
import { StationMark } from './station-mark';
import { StationPeople } from './station-people';
import type { StationPlace } from './station-place';
import { useStationLabel } from './use-station-label';

/** A station as a row of the list on a phone. */
export const LineListStation = memo(function LineListStation({ id, place }: { id: TouchpointId; place: StationPlace }) {
  const t = useTranslations('board');
  const text = useLocalised();
  const locale = useLocale() as Locale;
  const room = useRoom();
  const touchpoint = useJourney((journey) => journey.touchpoints.get(id));
  const label = useStationLabel(touchpoint, place);
  if (!touchpoint) return null;
  const { title, channel, plannedOn, peak, emotion, emotionWord } = touchpoint;
  return (
    <li className="relative">
      <button
        type="button"
        aria-label={label}
        data-station={id}
        onClick={() => room.screen.setState({ open: id })}
        className="flex min-h-16 w-full items-start gap-4 py-2.5 pr-4 pl-5 text-left"
      >
        <StationMark peak={peak} />
        <span className="min-w-0 flex-1 pt-0.5">
          <span className="block text-lg font-semibold leading-snug wrap-break-word">
            {title || <span className="text-ink-soft">{t('untitled')}</span>}
          </span>
          <span className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-soft">
            {channel ? <Chip>{text(channelOf(channel).short)}</Chip> : null}
            {plannedOn ? <span>{listDay(plannedOn, locale)}</span> : null}
            {emotion === null ? null : (
              <span>
                {signed(emotion)} {emotionWord || text(emotionTexts[emotion])}
              </span>
            )}
            {peak ? <span className="font-semibold text-ink">★ {t('peak')}</span> : null}
          </span>
        </span>
      </button>
      <StationPeople id={id} />
    </li>
  );
});
