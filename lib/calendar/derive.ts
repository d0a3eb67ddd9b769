import type { Journey } from '../journey/journey';
import type { Touchpoint } from '../journey/touchpoint';
import { phaseIn } from '../method/phase-mapping';
import type { CalendarEntry } from './entry';

const byMoment = (a: CalendarEntry, b: CalendarEntry): number => {
  const left = `${a.plannedOn} ${a.startTime ?? ''}`;
  const right = `${b.plannedOn} ${b.startTime ?? ''}`;
  if (left !== right) return left < right ? -1 : 1;
  if (a.personaLine !== b.personaLine) return a.personaLine - b.personaLine;
  return a.id < b.id ? -1 : 1;
};

/** Every touchpoint with a date, as a calendar entry, in the order of the calendar. */
export function deriveEntries(journey: Journey): readonly CalendarEntry[] {
  const personas = new Map(journey.personas.map((persona) => [persona.id, persona]));
  const entries: CalendarEntry[] = [];
  for (const touchpoint of journey.touchpoints.values()) {
    const persona = personas.get(touchpoint.position.personaId);
    if (!persona || touchpoint.plannedOn === null) continue;
    const { id, title, message, channel, owner, status, peak, plannedOn, startTime } = touchpoint;
    entries.push({
      id,
      personaId: persona.id,
      personaName: persona.name,
      personaLine: persona.line,
      phase: phaseIn(journey.meta.phaseModel, touchpoint.position.phase),
      title,
      message,
      channel,
      owner,
      status,
      peak,
      plannedOn,
      startTime,
    });
  }
  return entries.sort(byMoment);
}

/** Touchpoints that still wait for a date, in no particular order. */
export const unplanned = (journey: Journey): readonly Touchpoint[] =>
  [...journey.touchpoints.values()].filter((touchpoint) => touchpoint.plannedOn === null);
