import { useTranslations } from 'next-intl';
import type { KeyboardEvent } from 'react';
import { announce } from '@/components/session/announce';
import { useRoom } from '@/components/session/room-context';
import { useCommand } from '@/components/session/use-command';
import type { PersonaId } from '@/lib/core/ids';
import { mayEditJourney } from '@/lib/method/permissions';

/** Moves a line among the others; says where it came to stand. */
export function useMovePersona(): (id: PersonaId, index: number) => void {
  const room = useRoom();
  const run = useCommand();
  const t = useTranslations('board');
  return (id, index) => {
    const { personas } = room.journey.getState();
    if (index < 0 || index >= personas.length) return announce(t('edge'));
    if (personas.findIndex((persona) => persona.id === id) === index) return;
    if (run('movePersona', { id, index }).ok) announce(t('personaMoved', { place: index + 1, count: personas.length }));
  };
}

/** What the keyboard does to a persona: Alt with up or down moves its line, Delete bins it. Says whether it was one of these. */
export function usePersonaKeys(): (event: KeyboardEvent, target: HTMLElement) => boolean {
  const room = useRoom();
  const run = useCommand();
  const move = useMovePersona();
  const t = useTranslations('board');
  return (event, target) => {
    const id = target.dataset.persona as PersonaId | undefined;
    if (!id || !mayEditJourney(room.actor.getState())) return false;
    const { personas } = room.journey.getState();
    const at = personas.findIndex((persona) => persona.id === id);
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      move(id, at + (event.key === 'ArrowUp' ? -1 : 1));
    } else if (event.key === 'Delete') {
      if (run('removePersona', { id }).ok) announce(t('personaRemoved', { name: personas[at]?.name ?? '' }));
    } else return false;
    event.preventDefault();
    return true;
  };
}
