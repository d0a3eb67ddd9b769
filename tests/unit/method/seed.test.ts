import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { dispatch } from '@/lib/collab/dispatch';
import { isReadable, newDocument, table } from '@/lib/collab/document';
import { readJourney } from '@/lib/collab/mirror';
import { seedJourney } from '@/lib/collab/seed';
import type { MemberId } from '@/lib/core/ids';
import { LOCALES } from '@/lib/core/locale';
import { cellKey, type Journey, journeyOf } from '@/lib/journey/journey';
import { PHASE_MODELS, type PhaseModelKey, phaseModels } from '@/lib/method/phase-models';
import { templates } from '@/lib/method/templates/registry';
import { TEMPLATE_IDS, type TemplateId } from '@/lib/method/templates/template-ids';
import { touchpointFields } from './touchpoint-fields';

function seeded(id: TemplateId = 'example', phaseModel: PhaseModelKey = 'ttsc', locale: 'nl' | 'en' = 'nl'): Y.Doc {
  const doc = newDocument();
  expect(seedJourney(doc, { template: templates[id], phaseModel, locale })).toBe(true);
  return doc;
}

const titlesOf = (journey: Journey): readonly string[] =>
  journey.personas.flatMap(({ id }) =>
    journeyOf(
      journey,
      id,
      phaseModels[journey.meta.phaseModel].phases.map(({ key }) => key),
    ).map(({ title }) => title),
  );

describe('a seeded document', () => {
  it.each(TEMPLATE_IDS.flatMap((id) => LOCALES.map((locale) => [id, locale] as const)))(
    '%s in %s reads without a repair',
    (id, locale) => {
      const doc = seeded(id, 'ttsc', locale);
      const journey = readJourney(doc);
      expect(journey.repairs).toEqual([]);
      expect(journey.meta).toEqual({ schemaVersion: 1, phaseModel: 'ttsc' });
      expect(isReadable(doc)).toBe(true);
      expect(journey.personas.map(({ line }) => line)).toEqual(journey.personas.map((_, index) => index));
      const { personas } = templates[id].content(locale);
      expect(journey.personas.map(({ name }) => name)).toEqual(personas.map(({ name }) => name));
      expect(titlesOf(journey)).toEqual(personas.flatMap(({ touchpoints }) => touchpoints.map(({ title }) => title)));
      expect(journey.bin).toEqual({ personas: [], touchpoints: [] });
    },
  );

  it.each(PHASE_MODELS)(
    'shows every touchpoint in a cell of %s, in the same order, and keeps the stored phase',
    (model) => {
      const doc = seeded('example', model);
      const journey = readJourney(doc);
      const shown = journey.personas.flatMap(({ id }) =>
        phaseModels[model].phases.flatMap(({ key }) => journey.cells.get(cellKey(id, key)) ?? []),
      );
      expect([...shown].sort()).toEqual([...journey.touchpoints.keys()].sort());
      expect(titlesOf(journey)).toEqual(titlesOf(readJourney(seeded('example', 'ttsc'))));
      const stored = new Set([...journey.touchpoints.values()].map(({ position }) => position.phase));
      expect(stored).toEqual(new Set(['touch', 'tell', 'sell', 'care']));
    },
  );

  it('has records of the very shape that the commands write', () => {
    const doc = seeded();
    const [persona] = readJourney(doc).personas;
    const context = {
      doc,
      journey: readJourney(doc),
      actor: { role: 'writer', isOwner: false },
      memberId: 'm' as MemberId,
      now: () => new Date(0),
    } as const;
    const before = touchpointFields(doc);
    const added = dispatch(context, 'addTouchpoint', { personaId: persona?.id ?? '', phase: 'tell', title: 'Nieuw' });
    expect(dispatch(context, 'addPersona', { name: 'Nieuw', summary: '' }).ok).toBe(true);
    if (!added.ok) throw new Error(added.error);
    const after = touchpointFields(doc);
    for (const fields of before) expect(fields).toEqual(after.at(-1));
    expect(after).toHaveLength(before.length + 1);
    const shapes = [...table(doc, 'personas').values()].map((record) => [...record.keys()].sort().join());
    expect(new Set(shapes).size).toBe(1);
  });

  it('leaves room to insert and to type', () => {
    const doc = seeded();
    const journey = readJourney(doc);
    const context = {
      doc,
      journey,
      actor: { role: 'writer', isOwner: false },
      memberId: 'm' as MemberId,
      now: () => new Date(0),
    } as const;
    const [ruud] = journey.personas;
    const [first] = journey.cells.get(cellKey(ruud?.id ?? ('' as never), 'touch')) ?? [];
    const place = { personaId: ruud?.id ?? '', phase: 'touch', index: 1 };
    expect(dispatch(context, 'addTouchpoint', { ...place, title: 'Ertussen' }).ok).toBe(true);
    expect(dispatch(context, 'spliceMessage', { id: first ?? '', index: 0, remove: 1, insert: 'Ook u' }).ok).toBe(true);
    const after = readJourney(doc);
    const cell = after.cells.get(cellKey(ruud?.id ?? ('' as never), 'touch')) ?? [];
    expect(cell.map((id) => after.touchpoints.get(id)?.title).slice(0, 3)).toEqual([
      'Brief van de wethouder',
      'Ertussen',
      'Poster in de hal',
    ]);
    expect(after.touchpoints.get(cell[0] ?? ('' as never))?.message).toMatch(/^Ook u houdt uw flat/);
  });
});

describe('seeding', () => {
  it('is one transaction', () => {
    const doc = newDocument();
    let updates = 0;
    doc.on('update', () => {
      updates += 1;
    });
    seedJourney(doc, { template: templates.example, phaseModel: 'ttsc', locale: 'nl' });
    expect(updates).toBe(1);
  });

  it('does nothing the second time, nor over anything that is there', () => {
    const doc = seeded();
    const before = Y.encodeStateAsUpdate(doc);
    expect(seedJourney(doc, { template: templates['municipal-campaign'], phaseModel: 'rean', locale: 'en' })).toBe(
      false,
    );
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
    const strange = newDocument();
    table(strange, 'personas').set('p', new Y.Map([['name', 'van iemand']]));
    expect(seedJourney(strange, { template: templates.example, phaseModel: 'ttsc', locale: 'nl' })).toBe(false);
    expect(table(strange, 'touchpoints').size).toBe(0);
  });

  it('makes fresh ids each time', () => {
    const ids = [seeded(), seeded()].map((doc) => [
      ...table(doc, 'touchpoints').keys(),
      ...table(doc, 'personas').keys(),
    ]);
    expect(new Set(ids.flat()).size).toBe((30 + 3) * 2);
  });

  it('starts empty when asked to', () => {
    const journey = readJourney(seeded('empty', 'michels'));
    expect(journey.meta.phaseModel).toBe('michels');
    expect(journey.personas).toEqual([]);
    expect(journey.touchpoints.size).toBe(0);
  });
});
