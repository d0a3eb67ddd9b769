import { describe, expect, it } from 'vitest';
import { LOCALES } from '@/lib/core/locale';
import { LIMITS } from '@/lib/journey/limits';
import { personaEditSchema } from '@/lib/journey/persona';
import { touchpointEditSchema, touchpointSchema } from '@/lib/journey/touchpoint';
import { EMOTIONS } from '@/lib/method/emotions';
import { fitOf } from '@/lib/method/fit';
import { STATUSES } from '@/lib/method/statuses';
import { templates } from '@/lib/method/templates/registry';
import { TEMPLATE_IDS } from '@/lib/method/templates/template-ids';

const PHASES = ['touch', 'tell', 'sell', 'care'] as const;
const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();
const daysBetween = (a: string, b: string): number => (Date.parse(b) - Date.parse(a)) / 86_400_000;

describe.each(TEMPLATE_IDS)('template %s', (id) => {
  const template = templates[id];

  it('is registered under its own id, with texts in both languages', () => {
    expect(template.id).toBe(id);
    for (const text of [template.name, template.description]) {
      expect(text.nl).not.toBe('');
      expect(text.en).not.toBe('');
    }
    const { title, campaignMessage } = template.suggestion;
    expect(Boolean(title.nl && campaignMessage.nl)).toBe(id !== 'empty');
    expect(Boolean(title.en && campaignMessage.en)).toBe(id !== 'empty');
  });

  it.each(LOCALES)('fits the journey’s own rules in %s', (locale) => {
    const { personas } = template.content(locale);
    expect(personas.length).toBeLessThanOrEqual(LIMITS.personas);
    for (const { touchpoints, ...persona } of personas) {
      expect(personaEditSchema.strict().parse(persona)).toEqual(persona);
      for (const { phase, message, ...fields } of touchpoints) {
        expect(PHASES).toContain(phase);
        expect(touchpointSchema.shape.message.parse(message)).toBe(message);
        expect(touchpointEditSchema.strict().parse(fields)).toEqual(fields);
        expect(fields.title).not.toBe('');
      }
      const order = touchpoints.map(({ phase }) => PHASES.indexOf(phase));
      expect(order).toEqual([...order].sort());
    }
  });

  it('says the same in both languages, in different words', () => {
    const [nl, en] = LOCALES.map((locale) => template.content(locale).personas);
    expect(en?.length).toBe(nl?.length);
    nl?.forEach((persona, row) => {
      const other = en?.[row];
      expect(other?.touchpoints).toHaveLength(persona.touchpoints.length);
      persona.touchpoints.forEach((touchpoint, column) => {
        const twin = other?.touchpoints[column];
        for (const field of ['title', 'message', 'emotionWord', 'owner'] as const) {
          expect(twin?.[field] === '', `${touchpoint.title}: ${field}`).toBe(touchpoint[field] === '');
        }
        if (touchpoint.message) expect(twin?.message).not.toBe(touchpoint.message);
      });
    });
  });

  it('has Dutch and English typography: no straight quotes, no double spaces', () => {
    const text = JSON.stringify([
      LOCALES.map((locale) => template.content(locale)),
      template.name,
      template.suggestion,
    ]);
    expect(text).not.toMatch(/\w'\w|\\"| {2}/);
  });
});

describe.each(LOCALES)('the example in %s', (locale) => {
  const { personas } = templates.example.content(locale);
  const [ruud, fatima, students] = personas;
  const all = personas.flatMap(({ touchpoints }) => touchpoints);

  it('is a complete session: three personas, at least 25 touchpoints over all phases, exactly two peaks', () => {
    expect(personas).toHaveLength(3);
    expect(all.length).toBeGreaterThanOrEqual(25);
    expect(new Set(all.map(({ phase }) => phase))).toEqual(new Set(PHASES));
    expect(all.filter(({ peak }) => peak).map(({ emotion }) => emotion)).toEqual([2, 2]);
    for (const persona of [ruud, students]) expect(persona?.touchpoints.some(({ peak }) => peak)).toBe(true);
  });

  it('has every feeling from −2 to +2, each with a word, and every status', () => {
    const feelings = all.filter(({ emotion }) => emotion !== null);
    expect(new Set(feelings.map(({ emotion }) => emotion))).toEqual(new Set(EMOTIONS));
    expect(feelings.every(({ emotionWord }) => emotionWord !== '')).toBe(true);
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set(STATUSES));
    expect(all.every(({ owner }) => owner !== '')).toBe(true);
  });

  it('has its gaps: one empty cell, one message to write, one date to choose, one long silence', () => {
    const empty = personas.flatMap(({ name, touchpoints }) =>
      PHASES.filter((phase) => !touchpoints.some((touchpoint) => touchpoint.phase === phase)).map((phase) => [
        name,
        phase,
      ]),
    );
    expect(empty).toEqual([[fatima?.name, 'tell']]);
    expect(all.filter(({ message }) => message === '')).toHaveLength(1);
    expect(all.filter(({ plannedOn }) => plannedOn === null)).toHaveLength(1);
    const silences = personas.map(({ touchpoints }) => {
      const days = touchpoints.flatMap(({ plannedOn }) => plannedOn ?? []).sort();
      return days.filter((day, index) => index > 0 && daysBetween(days[index - 1] ?? day, day) > 21).length;
    });
    expect(silences).toEqual([0, 0, 1]);
  });

  it('is planned from January to March 2027, never on a Sunday, each line in the order it is travelled', () => {
    for (const { touchpoints } of personas) {
      const days = touchpoints.flatMap(({ plannedOn }) => plannedOn ?? []);
      expect(days).toEqual([...days].sort());
      for (const day of days) {
        expect(day >= '2027-01-01' && day <= '2027-03-31').toBe(true);
        expect(weekdayOf(day), day).not.toBe(0);
      }
    }
    expect(all.filter(({ startTime }) => startTime !== null).length).toBeGreaterThanOrEqual(8);
  });

  it('names days of the week that fit the dates', () => {
    const drop = ruud?.touchpoints.find(({ startTime }) => startTime === '14:00');
    expect(drop?.plannedOn).toBe('2027-01-29');
    expect(weekdayOf('2027-01-29')).toBe(5); // “vrijdag 29 januari om twee uur” on the poster
    expect(weekdayOf('2027-02-02')).toBe(2); // Annie, “dinsdagochtend”
    expect(weekdayOf('2027-02-18')).toBe(4); // “donderdagavond brengen we je bakje”
  });

  it('uses channels that suit their phase, or at least can be argued for', () => {
    const unusual = all.filter(({ channel, phase }) => channel !== null && fitOf(channel, 'ttsc', phase) === 0);
    expect(unusual.map(({ channel }) => channel)).toEqual([]);
  });

  it('speaks to each persona in one to three sentences', () => {
    for (const { message, title } of all) {
      const sentences = message.split(/[.!?](?:[\s”]|$)/).filter((part) => part.trim() !== '');
      expect(sentences.length, title).toBeLessThanOrEqual(3);
      expect(message.length, title).toBeLessThanOrEqual(240);
    }
  });
});
