import { useLocale, useTranslations } from 'next-intl';
import { useLocalised } from '@/components/session/texts';
import { formatDay } from '@/lib/core/dates';
import type { Locale } from '@/lib/core/locale';
import type { Touchpoint } from '@/lib/journey/touchpoint';
import { type ChannelKey, channelOf } from '@/lib/method/channels';
import { emotionTexts, signed } from '@/lib/method/emotions';
import type { StationPlace } from './station-place';

/** What a screen reader says of a station: everything that the eye sees, in the same order (checks A11). */
export function useStationLabel(touchpoint: Touchpoint | undefined, place: StationPlace): string {
  const t = useTranslations('board');
  const text = useLocalised();
  const locale = useLocale() as Locale;
  if (!touchpoint) return '';
  const { title, channel, plannedOn, peak, emotion, emotionWord } = touchpoint;
  const parts = [
    title || t('untitled'),
    t('stationPlace', { index: place.index + 1, count: place.count, phase: place.phaseName }),
    channel ? text(channelOf(channel as ChannelKey).name) : null,
    plannedOn ? formatDay(plannedOn, locale, { day: 'numeric', month: 'long', year: 'numeric' }) : null,
    emotion === null
      ? null
      : t('emotionIs', { value: signed(emotion), word: emotionWord || text(emotionTexts[emotion]) }),
    peak ? t('peak') : null,
  ];
  return parts.filter(Boolean).join(', ');
}
