import { useTranslations } from 'next-intl';
import type { KeyboardEvent } from 'react';
import { announce } from '@/components/session/announce';
import { useRoom } from '@/components/session/room-context';
import { useLocalised } from '@/components/session/texts';
import { useCommand } from '@/components/session/use-command';
import type { TouchpointId } from '@/lib/core/ids';
import { mayEditJourney } from '@/lib/method/permissions';
import { phaseModels } from '@/lib/method/phase-models';
import { type Place, stepFrom } from './moves';

const STEPS: Record<string, 'left' | 'right' | 'up' | 'down'> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/**
 * What the keyboard does to a station: Alt with an arrow moves it a step, Delete bins it, F2 or the menu key
 * opens "move to". Returns whether the key was one of these.
 */
export function useStationKeys(onMove: (id: TouchpointId) => void) {
  const room = useRoom();
  const run = useCommand();
  const t = useTranslations('board');
  const text = useLocalised();

  const move = (id: TouchpointId, place: Place | null) => {
    if (!place) return announce(t('edge'));
    room.screen.setState({ refocus: id, stop: `station:${id}` });
    run('moveTouchpoint', { id, ...place });
    const journey = room.journey.getState();
    const persona = journey.personas.find(({ id: personaId }) => personaId === place.personaId);
    const phase = phaseModels[journey.meta.phaseModel].phases.find(({ key }) => key === place.phase);
    announce(t('moved', { name: persona?.name ?? '', phase: phase ? text(phase.name) : '', index: place.index + 1 }));
  };

  return (event: KeyboardEvent, target: HTMLElement): boolean => {
    const id = target.dataset.station as TouchpointId | undefined;
    if (!id || !mayEditJourney(room.actor.getState())) return false;
    const step = event.altKey ? STEPS[event.key] : undefined;
    if (step) move(id, stepFrom(room.journey.getState(), id, step));
    else if (event.key === 'F2' || event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) onMove(id);
    else if (event.key === 'Delete') {
      const title = room.journey.getState().touchpoints.get(id)?.title ?? '';
      run('removeTouchpoint', { id });
      announce(t('removed', { title }));
    } else return false;
    event.preventDefault();
    return true;
  };
}
