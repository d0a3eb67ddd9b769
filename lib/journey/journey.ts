import type { PersonaId, TouchpointId } from '../core/ids';
import { byOrder } from '../core/order';
import { phaseIn } from '../method/phase-mapping';
import type { Meta } from './meta';
import type { Persona } from './persona';
import type { Repair } from './repair';
import type { Touchpoint } from './touchpoint';

/** The valid records as they were read, binned ones included. */
export type Tables = {
  readonly meta: Meta;
  readonly personas: ReadonlyMap<PersonaId, Persona>;
  readonly touchpoints: ReadonlyMap<TouchpointId, Touchpoint>;
};

/**
 * A valid journey, ready to show: no duplicate, no dangling reference, every touchpoint in one cell.
 * Immutable; parts that did not change are the same objects as in the snapshot before.
 */
export type Journey = {
  readonly meta: Meta;
  /** Personas in use, in order of their lines from top to bottom. */
  readonly personas: readonly Persona[];
  /** Touchpoints in use, of personas in use. */
  readonly touchpoints: ReadonlyMap<TouchpointId, Touchpoint>;
  /** Ids per cell, in order; the key is `cellKey(persona, phase)`. Empty cells are absent. */
  readonly cells: ReadonlyMap<string, readonly TouchpointId[]>;
  /** What can be brought back: binned personas, and binned touchpoints whose persona is in use. */
  readonly bin: { readonly personas: readonly Persona[]; readonly touchpoints: readonly Touchpoint[] };
  readonly repairs: readonly Repair[];
};

/** Names a cell of the board. */
export const cellKey = (personaId: PersonaId, phase: string): string => `${personaId}|${phase}`;

const sameList = <T>(a: readonly T[] | undefined, b: readonly T[]): boolean =>
  a !== undefined && a.length === b.length && a.every((item, index) => item === b[index]);

const share = <T>(before: readonly T[] | undefined, now: readonly T[]): readonly T[] =>
  sameList(before, now) ? (before as readonly T[]) : now;

/** Two people who add a persona at once take the same line; the later id moves to the first free one. */
function withOwnLine(personas: readonly Persona[], repairs: Repair[]): readonly Persona[] {
  const taken = new Set<number>();
  const clashing: Persona[] = [];
  const byId = [...personas].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const persona of byId) {
    if (taken.has(persona.line)) clashing.push(persona);
    taken.add(persona.line);
  }
  const moved = new Map<PersonaId, number>();
  for (const persona of clashing) {
    let free = 0;
    while (taken.has(free)) free += 1;
    taken.add(free);
    moved.set(persona.id, free);
    repairs.push({ table: 'personas', id: persona.id, field: 'line', problem: 'taken' });
  }
  return personas.map((persona) => {
    const free = moved.get(persona.id);
    return free === undefined ? persona : sharedLine(persona, free);
  });
}

/** A persona on another line is a new object; remember it, so that it stays the same one from snapshot to snapshot. */
const relined = new WeakMap<Persona, Persona>();
function sharedLine(persona: Persona, line: number): Persona {
  const known = relined.get(persona);
  if (known?.line === line) return known;
  const next = { ...persona, line };
  relined.set(persona, next);
  return next;
}

function cellsOf(
  tables: Tables,
  inUse: ReadonlyMap<TouchpointId, Touchpoint>,
  previous: Journey | undefined,
): ReadonlyMap<string, readonly TouchpointId[]> {
  const groups = new Map<string, Touchpoint[]>();
  for (const touchpoint of inUse.values()) {
    const key = cellKey(touchpoint.position.personaId, phaseIn(tables.meta.phaseModel, touchpoint.position.phase));
    const group = groups.get(key);
    if (group) group.push(touchpoint);
    else groups.set(key, [touchpoint]);
  }
  const cells = new Map<string, readonly TouchpointId[]>();
  for (const [key, group] of groups) {
    const ids = group
      .map(({ id, position }) => ({ id, order: position.order }))
      .sort(byOrder)
      .map(({ id }) => id);
    cells.set(key, share(previous?.cells.get(key), ids));
  }
  return cells;
}

/**
 * Turns tables into a journey. Pure: the same tables give the same journey on every screen, in whatever
 * order the records arrived.
 *
 * @param previous the snapshot before this one, to share what did not change
 */
export function assemble(tables: Tables, repairsSoFar: readonly Repair[] = [], previous?: Journey): Journey {
  const repairs: Repair[] = [...repairsSoFar];
  const all = withOwnLine([...tables.personas.values()].sort(byOrder), repairs);
  const personas = all.filter((persona) => persona.removedAt === null);
  const binned = all.filter((persona) => persona.removedAt !== null);
  const live = new Set<PersonaId>(personas.map(({ id }) => id));
  const touchpoints = new Map<TouchpointId, Touchpoint>();
  const removed: Touchpoint[] = [];
  for (const touchpoint of tables.touchpoints.values()) {
    const { personaId } = touchpoint.position;
    if (!tables.personas.has(personaId)) {
      repairs.push({ table: 'touchpoints', id: touchpoint.id, field: 'position', problem: 'unknown persona' });
    } else if (live.has(personaId)) {
      if (touchpoint.removedAt === null) touchpoints.set(touchpoint.id, touchpoint);
      else removed.push(touchpoint);
    }
  }
  removed.sort((a, b) => ((a.removedAt ?? '') > (b.removedAt ?? '') ? -1 : 1));
  return {
    meta: tables.meta,
    personas: share(previous?.personas, personas),
    touchpoints,
    cells: cellsOf(tables, touchpoints, previous),
    bin: { personas: share(previous?.bin.personas, binned), touchpoints: share(previous?.bin.touchpoints, removed) },
    repairs,
  };
}

/** The touchpoints of one persona in travelling order: phase by phase, then by order. */
export function journeyOf(journey: Journey, personaId: PersonaId, phases: readonly string[]): readonly Touchpoint[] {
  return phases
    .flatMap((phase) => journey.cells.get(cellKey(personaId, phase)) ?? [])
    .map((id) => journey.touchpoints.get(id))
    .filter((touchpoint): touchpoint is Touchpoint => touchpoint !== undefined);
}
