import { describe, expect, it } from 'vitest';
import { deriveEntries, unplanned } from '@/lib/calendar/derive';
import { calendarEntrySchema } from '@/lib/calendar/entry';
import { newDocument, table } from '@/lib/collab/document';
import { readJourney } from '@/lib/collab/mirror';
import { seedJourney } from '@/lib/collab/seed';
import { PHASE_MODELS, phaseModels } from '@/lib/method/phase-models';
import { templates } from '@/lib/method/templates/registry';

function exampleDocument(phaseModel: (typeof PHASE_MODELS)[number] = 'ttsc') {
  const doc = newDocument();
  seedJourney(doc, { template: templates.example, phaseModel, locale: 'nl' });
  return doc;
}

describe('the calendar of a journey', () => {
  it('holds every touchpoint with a date and no other', () => {
    const journey = readJourney(exampleDocument());
    const entries = deriveEntries(journey);
    expect(entries.length + unplanned(journey).length).toBe(journey.touchpoints.size);
    expect(unplanned(journey).map(({ title }) => title)).toEqual(['Kaartje met het resultaat']);
    for (const entry of entries) {
      expect(calendarEntrySchema.parse(entry)).toEqual(entry);
      const { title, message, channel, owner, status, peak, plannedOn, startTime } = entry;
      expect(journey.touchpoints.get(entry.id)).toMatchObject({
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
  });

  it('runs by day, then by time with whole days first, then by line', () => {
    const doc = exampleDocument();
    for (const touchpoint of table(doc, 'touchpoints').values()) {
      if (touchpoint.get('startTime') !== '10:30') touchpoint.set('plannedOn', '2027-02-09');
    }
    const entries = deriveEntries(readJourney(doc));
    const keys = entries.map(
      ({ plannedOn, startTime, personaLine }) => `${plannedOn} ${startTime ?? ''} ${personaLine}`,
    );
    expect(keys).toEqual([...keys].sort());
    expect(new Set(keys).size).toBeLessThan(keys.length);
    expect(deriveEntries(readJourney(doc))).toEqual(entries);
  });

  it('leaves out what is in the bin, and everything of a persona in the bin', () => {
    const doc = exampleDocument();
    const journey = readJourney(doc);
    const [ruud, fatima] = journey.personas;
    const first = deriveEntries(journey).find(({ personaId }) => personaId === fatima?.id);
    table(doc, 'personas')
      .get(ruud?.id ?? '')
      ?.set('removedAt', '2026-11-22T10:00:00.000Z');
    table(doc, 'touchpoints')
      .get(first?.id ?? '')
      ?.set('removedAt', '2026-11-22T10:00:00.000Z');
    const entries = deriveEntries(readJourney(doc));
    expect(entries.some(({ personaId }) => personaId === ruud?.id)).toBe(false);
    expect(entries.some(({ id }) => id === first?.id)).toBe(false);
    expect(entries).toHaveLength(29 - 11 - 1);
  });

  it.each(PHASE_MODELS)('names phases of the session’s own model: %s', (model) => {
    const keys = phaseModels[model].phases.map(({ key }) => key);
    for (const { phase } of deriveEntries(readJourney(exampleDocument(model)))) expect(keys).toContain(phase);
  });
});
