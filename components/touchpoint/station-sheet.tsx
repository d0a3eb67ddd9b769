'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { announce } from '@/components/session/announce';
import { useActor, useJourney, useRoom, useScreen } from '@/components/session/room-context';
import { SaveMark } from '@/components/session/save-mark';
import { useLocalised } from '@/components/session/texts';
import { useCommand } from '@/components/session/use-command';
import { Button } from '@/components/ui/button';
import { lineStyle } from '@/components/ui/colours';
import { LineBadge } from '@/components/ui/line-badge';
import { Sheet } from '@/components/ui/sheet';
import { Switch } from '@/components/ui/switch';
import { useMedia } from '@/components/ui/use-media';
import type { TouchpointId } from '@/lib/core/ids';
import { callName, lineLetter } from '@/lib/journey/persona';
import type { Touchpoint } from '@/lib/journey/touchpoint';
import { mayEditJourney } from '@/lib/method/permissions';
import { phaseIn } from '@/lib/method/phase-mapping';
import { phaseModels } from '@/lib/method/phase-models';
import { ChannelField, FitNote } from './channel-field';
import { EmotionField } from './emotion-field';
import { MessageField } from './message-field';
import { OthersHere } from './others-here';
import { PlanFields } from './plan-fields';
import { TitleField } from './title-field';
import { useEdit } from './use-edit';
import { useStationInView } from './use-station-in-view';

type SheetProps = { readonly onMove: (id: TouchpointId) => void };

/** One touchpoint, with everything about it. Beside the board on a wide screen, over it on a phone. */
export function StationSheet({ onMove }: SheetProps) {
  const room = useRoom();
  const id = useScreen((screen) => screen.open);
  const touchpoint = useJourney((journey) => (id ? journey.touchpoints.get(id) : undefined));
  useEffect(() => {
    if (!id) return;
    room.present({ selected: id });
    return () => room.present({ selected: null, typing: null });
  }, [room, id]);
  if (!id) return null;
  return touchpoint ? <OpenSheet key={id} touchpoint={touchpoint} onMove={onMove} /> : <GoneSheet key={id} id={id} />;
}

/** The station on the board that the sheet belongs to; the calendar has entries with the same mark. */
const stationOf = (id: TouchpointId): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-station="${CSS.escape(id)}"]`);

function useClose(): () => void {
  const room = useRoom();
  return () => room.screen.setState({ open: null });
}

/** Somebody else put this touchpoint in the bin: say so, and offer the way back. */
function GoneSheet({ id }: { id: TouchpointId }) {
  const t = useTranslations('sheet');
  const run = useCommand();
  const close = useClose();
  return (
    <Sheet title={t('gone')} onClose={close}>
      <p>{t('goneHelp')}</p>
      <Button variant="outline" onPress={() => run('restoreTouchpoint', { id })}>
        {t('restore')}
      </Button>
    </Sheet>
  );
}

function OpenSheet({ touchpoint, onMove }: SheetProps & { touchpoint: Touchpoint }) {
  const t = useTranslations('sheet');
  const text = useLocalised();
  const edit = useEdit(touchpoint.id);
  useStationInView(touchpoint.id);
  const close = useClose();
  const wide = useMedia('(min-width: 48rem)');
  const model = useJourney((journey) => journey.meta.phaseModel);
  const persona = useJourney((journey) => journey.personas.find(({ id }) => id === touchpoint.position.personaId));
  const phaseKey = phaseIn(model, touchpoint.position.phase);
  const phase = phaseModels[model].phases.find(({ key }) => key === phaseKey);
  const isDisabled = !mayEditJourney(useActor());
  if (!phase) return null;
  return (
    <Sheet
      title={touchpoint.title || t('untitled')}
      onClose={close}
      footer={<Actions touchpoint={touchpoint} onMove={onMove} onClose={close} isDisabled={isDisabled} />}
      aside={wide ? null : <SaveMark />}
      returnFocus={() => stationOf(touchpoint.id)}
    >
      <div className="flex flex-col gap-5" style={lineStyle(persona?.line ?? 0)}>
        <p className="flex items-center gap-2.5">
          {persona ? <LineBadge letter={lineLetter(persona.line)} line={persona.line} size="sm" /> : null}
          <span className="min-w-0 truncate font-semibold">
            {persona?.name} · {text(phase.name)}
          </span>
        </p>
        <OthersHere id={touchpoint.id} />
        <TitleField touchpoint={touchpoint} isDisabled={isDisabled} />
        <ChannelField touchpoint={touchpoint} model={model} phase={phase} isDisabled={isDisabled} />
        <FitNote touchpoint={touchpoint} model={model} phase={phase} />
        <MessageField id={touchpoint.id} personaName={callName(persona?.name ?? '')} />
        <EmotionField touchpoint={touchpoint} isDisabled={isDisabled} />
        <Switch isSelected={touchpoint.peak} isDisabled={isDisabled} onChange={(peak) => edit({ peak })}>
          <span className="font-semibold">★ {t('peak')}</span> <span className="text-ink-soft">{t('peakHelp')}</span>
        </Switch>
        <PlanFields touchpoint={touchpoint} isDisabled={isDisabled} />
      </div>
    </Sheet>
  );
}

function Actions({
  touchpoint,
  onMove,
  onClose,
  isDisabled,
}: SheetProps & { touchpoint: Touchpoint; onClose: () => void; isDisabled: boolean }) {
  const t = useTranslations('sheet');
  const board = useTranslations('board');
  const run = useCommand();
  if (isDisabled) {
    return (
      <Button variant="primary" onPress={onClose}>
        {t('done')}
      </Button>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button
        variant="quiet"
        onPress={() => {
          onClose();
          run('removeTouchpoint', { id: touchpoint.id });
          announce(board('removed', { title: touchpoint.title }));
        }}
      >
        {t('remove')}
      </Button>
      <Button variant="outline" className="flex-1" onPress={() => onMove(touchpoint.id)}>
        {t('moveTo')}
      </Button>
      <Button variant="primary" className="flex-1" onPress={onClose}>
        {t('done')}
      </Button>
    </div>
  );
}
