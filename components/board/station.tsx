'use client';

import { useDraggable } from '@dnd-kit/core';
import { useLocale, useTranslations } from 'next-intl';
import { memo, useEffect, useRef } from 'react';
import { useActor, useJourney, useRoom, useScreen } from '@/components/session/room-context';
import { useLocalised } from '@/components/session/texts';
import { Chip } from '@/components/ui/chip';
import { shortDay } from '@/lib/core/dates';
import type { TouchpointId } from '@/lib/core/ids';
import type { Locale } from '@/lib/core/locale';
import type { Touchpoint } from '@/lib/journey/touchpoint';
import { channelOf } from '@/lib/method/channels';
import { mayEditJourney } from '@/lib/method/permissions';
import { StationMark } from './station-mark';
import { StationPeople } from './station-people';
import type { StationPlace } from './station-place';
import { useStationLabel } from './use-station-label';

function Details({ touchpoint }: { touchpoint: Touchpoint }) {
  const t = useTranslations('board');
  const text = useLocalised();
  const locale = useLocale() as Locale;
  const { channel, plannedOn, peak } = touchpoint;
  return (
    <span className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-ink-soft">
      {peak ? <span className="font-semibold text-ink">★ {t('peak')}</span> : null}
      {channel && !peak ? (
        <Chip className="max-w-[calc(100%+0.75rem)] px-1.5! text-[0.75rem]! tracking-tight">
          <span className="truncate">{text(channelOf(channel).short)}</span>
        </Chip>
      ) : null}
      {plannedOn ? <span className="whitespace-nowrap">{shortDay(plannedOn, locale)}</span> : null}
    </span>
  );
}

/** One touchpoint on the board: a circle on the line with its words below. Renders only when its own record changes. */
export const Station = memo(function Station({ id, place }: { id: TouchpointId; place: StationPlace }) {
  const room = useRoom();
  const actor = useActor();
  const t = useTranslations('board');
  const touchpoint = useJourney((journey) => journey.touchpoints.get(id));
  const stop = `station:${id}`;
  const isStop = useScreen((screen) => screen.stop === stop);
  const isOpen = useScreen((screen) => screen.open === id);
  const { setNodeRef, listeners, isDragging } = useDraggable({ id, disabled: !mayEditJourney(actor) });
  const element = useRef<HTMLButtonElement | null>(null);
  const label = useStationLabel(touchpoint, place);

  useEffect(() => {
    if (room.screen.getState().refocus !== id) return;
    room.screen.setState({ refocus: null });
    element.current?.focus();
  }, [room, id]);

  if (!touchpoint) return null;
  return (
    <li className="relative min-w-0 max-w-60 flex-1 basis-0">
      <button
        ref={(node) => {
          element.current = node;
          setNodeRef(node);
        }}
        type="button"
        data-stop={stop}
        data-station={id}
        data-row={place.row}
        data-col={place.col}
        tabIndex={isStop ? 0 : -1}
        aria-label={label}
        aria-expanded={isOpen}
        className={`station group block w-full rounded-lg px-1.5 pt-3 pb-2 text-left ${isOpen ? 'station-open' : ''} ${isDragging ? 'opacity-40' : ''}`}
        onFocus={() => room.screen.setState({ stop })}
        onClick={() => room.screen.setState({ open: id })}
        {...listeners}
      >
        <StationMark peak={touchpoint.peak} />
        <span className="mt-2 block font-semibold text-[0.9375rem] leading-snug hyphens-auto wrap-break-word">
          {touchpoint.title || <span className="text-ink-soft">{t('untitled')}</span>}
        </span>
        <Details touchpoint={touchpoint} />
      </button>
      <StationPeople id={id} />
    </li>
  );
});
