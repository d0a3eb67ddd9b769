import * as Y from 'yjs';
import { newId, type PersonaId, type TouchpointId } from '../core/ids';
import type { Locale } from '../core/locale';
import { orderAt } from '../core/order';
import { type Meta, SCHEMA_VERSION } from '../journey/meta';
import type { Persona } from '../journey/persona';
import type { Touchpoint } from '../journey/touchpoint';
import type { PhaseModelKey } from '../method/phase-models';
import type { Template, TemplatePersona } from '../method/templates/template';
import { metaMap, ROOTS, table, versionOf } from './document';

/** What a new journey starts with. `phaseModel` is the session's choice; the template's texts come in `locale`. */
export type Seed = { readonly template: Template; readonly phaseModel: PhaseModelKey; readonly locale: Locale };

/** The next `count` order keys of a list that is still empty. */
function ordersFor(count: number): readonly string[] {
  const orders: string[] = [];
  for (let index = 0; index < count; index += 1) orders.push(orderAt(orders, index));
  return orders;
}

/** The message goes in as a shared text, as `addTouchpoint` writes it; everything else as it is. */
function record(fields: Readonly<Record<string, unknown>>): Y.Map<unknown> {
  const map = new Y.Map<unknown>();
  for (const [field, value] of Object.entries(fields)) {
    map.set(field, field === 'message' ? new Y.Text(String(value)) : value);
  }
  return map;
}

function seedPersona(doc: Y.Doc, persona: TemplatePersona, line: number, order: string): void {
  const id = newId<PersonaId>();
  const fields: Omit<Persona, 'id'> = { name: persona.name, summary: persona.summary, line, order, removedAt: null };
  table(doc, 'personas').set(id, record(fields));
  // One run of keys for the whole line, not one per phase: a model that folds two phases into one keeps the order.
  const orders = ordersFor(persona.touchpoints.length);
  persona.touchpoints.forEach(({ phase, ...rest }, index) => {
    const position = { personaId: id, phase, order: orders[index] ?? '' };
    const touchpoint: Omit<Touchpoint, 'id'> = { ...rest, position, removedAt: null };
    table(doc, 'touchpoints').set(newId<TouchpointId>(), record(touchpoint));
  });
}

/**
 * Fills a new document, in one transaction; only the server does this, before the first sync (design §4.6).
 * Ids are fresh each time. The phases of touchpoints stay as the template names them, whatever the phase model.
 *
 * @returns `false`, with nothing written, when the document already holds anything
 */
export function seedJourney(doc: Y.Doc, { template, phaseModel, locale }: Seed): boolean {
  if (versionOf(doc) > 0 || ROOTS.some((root) => doc.getMap(root).size > 0)) return false;
  const { personas } = template.content(locale);
  const orders = ordersFor(personas.length);
  const meta: Meta = { schemaVersion: SCHEMA_VERSION, phaseModel };
  doc.transact(() => {
    for (const [field, value] of Object.entries(meta)) metaMap(doc).set(field, value);
    personas.forEach((persona, line) => {
      seedPersona(doc, persona, line, orders[line] ?? '');
    });
  }, 'seed');
  return true;
}
