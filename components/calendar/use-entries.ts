import { useMemo } from 'react';
import { useJourney } from '@/components/session/room-context';
import { deriveEntries, unplanned } from '@/lib/calendar/derive';
import type { CalendarEntry } from '@/lib/calendar/entry';
import type { Persona } from '@/lib/journey/persona';
import type { Touchpoint } from '@/lib/journey/touchpoint';

/** The calendar as the journey says it now: the same derivation as the server's rows, without waiting for them. */
export function useEntries(): { readonly entries: readonly CalendarEntry[]; readonly waiting: readonly Waiting[] } {
  const journey = useJourney((state) => state);
  return useMemo(() => {
    const personas = new Map(journey.personas.map((persona) => [persona.id, persona]));
    const waiting = unplanned(journey)
      .map((touchpoint) => ({ touchpoint, persona: personas.get(touchpoint.position.personaId) }))
      .filter((item): item is Waiting => item.persona !== undefined)
      .sort((a, b) => a.persona.line - b.persona.line);
    return { entries: deriveEntries(journey), waiting };
  }, [journey]);
}

/** A touchpoint without a date, with its persona. */
export type Waiting = { readonly touchpoint: Touchpoint; readonly persona: Persona };
