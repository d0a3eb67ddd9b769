import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { table } from '@/lib/collab/document';
import { readJourney } from '@/lib/collab/mirror';
import type { PersonaId, TouchpointId } from '@/lib/core/ids';
import { phaseModels } from '@/lib/method/phase-models';
import { aCopy, aSeed, type Copy, exchange } from '@/tests/support/collab';
import { type SeededRandom, seededRandom } from '@/tests/support/random';

const RUNS = 500;
const STEPS = 60;
const PHASES = phaseModels.ttsc.phases.map(({ key }) => key) as readonly 'touch'[];
/** Seeds that once failed stay here for ever. */
const PINNED: readonly number[] = [1_086, 1_360, 3_747];

/** One random command of somebody, on what that person sees. */
function act({ doc, journey, do: run, undo, redo }: Copy, random: SeededRandom): void {
  // In the order in which they came in, because ids differ from run to run.
  const personas = [...table(doc, 'personas').keys()] as PersonaId[];
  const touchpoints = [...table(doc, 'touchpoints').keys()] as TouchpointId[];
  const persona = (): PersonaId => (personas.length > 0 ? random.pick(personas) : ('none' as PersonaId));
  const touchpoint = (): TouchpointId => (touchpoints.length > 0 ? random.pick(touchpoints) : ('none' as TouchpointId));
  const place = () => ({ personaId: persona(), phase: random.pick(PHASES), index: random.below(4) });
  const splice = () => {
    const id = touchpoint();
    const length = journey().touchpoints.get(id)?.message.length ?? 0;
    const index = random.below(length + 1);
    return run('spliceMessage', { id, index, remove: random.below(Math.min(3, length - index + 1)), insert: 'héé👋' });
  };
  const acts: readonly (() => unknown)[] = [
    () => run('addPersona', { name: 'P', summary: '' }),
    () => run('editPersona', { id: persona(), changes: { name: `n${random.below(9)}` } }),
    () => run('movePersona', { id: persona(), index: random.below(4) }),
    () => run('removePersona', { id: persona() }),
    () => run('restorePersona', { id: persona() }),
    () => run('addTouchpoint', { ...place(), title: 't' }),
    () => run('addTouchpoint', { ...place(), title: 't' }),
    () => run('moveTouchpoint', { id: touchpoint(), ...place() }),
    () => run('moveTouchpoint', { id: touchpoint(), ...place() }),
    () =>
      run('editTouchpoint', { id: touchpoint(), changes: { peak: random.below(2) === 0, plannedOn: '2027-01-12' } }),
    () => run('removeTouchpoint', { id: touchpoint() }),
    () => run('restoreTouchpoint', { id: touchpoint() }),
    splice,
    splice,
    undo,
    redo,
  ];
  random.pick(acts)();
}

/** Two to four people, each on a copy; updates travel late, out of order, twice, or wait behind a partition. */
function workshop(seed: number): readonly Copy[] {
  const random = seededRandom(seed);
  const start = aSeed();
  const copies = Array.from({ length: 2 + random.below(3) }, () =>
    aCopy(start, 'facilitator', 2 + random.below(1_000_000)),
  );
  const wire: { readonly to: Copy; readonly update: Uint8Array }[] = [];
  for (const from of copies) {
    from.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'wire') return;
      for (const to of copies) if (to !== from) wire.push({ to, update });
    });
  }
  for (let step = 0; step < STEPS; step += 1) {
    act(random.pick(copies), random);
    const isCut = step % 20 > 12;
    for (let count = isCut ? 0 : random.below(4); count > 0 && wire.length > 0; count -= 1) {
      const index = random.below(Math.min(5, wire.length));
      const parcel = random.below(10) === 0 ? wire[index] : wire.splice(index, 1)[0];
      if (parcel) Y.applyUpdate(parcel.to.doc, parcel.update, 'wire');
    }
  }
  exchange(copies);
  return copies;
}

/** No duplicate, no dangling reference, everything in one place; only the clash of two letters is a known repair. */
function expectValid(copy: Copy, seed: number): void {
  const journey = copy.journey();
  const at = `seed ${seed}`;
  expect(copy.doc.store.pendingStructs, at).toBeNull();
  expect(
    journey.repairs.filter(({ field, problem }) => field !== 'line' || problem !== 'taken'),
    at,
  ).toEqual([]);
  const lines = [...journey.personas, ...journey.bin.personas].map(({ line }) => line);
  expect(new Set(lines).size, at).toBe(lines.length);
  const placed = [...journey.cells.values()].flat();
  expect(new Set(placed).size, at).toBe(placed.length);
  expect([...placed].sort(), at).toEqual([...journey.touchpoints.keys()].sort());
  const personas = new Set(journey.personas.map(({ id }) => id));
  for (const [key, ids] of journey.cells) {
    expect(personas.has(key.split('|')[0] as PersonaId), at).toBe(true);
    expect(ids.length, at).toBeGreaterThan(0);
  }
  expect(readJourney(copy.doc), at).toEqual(journey);
}

describe('random work of several people (T1)', () => {
  it(`ends in one and the same valid journey (${RUNS} workshops of ${STEPS} steps)`, { timeout: 120_000 }, () => {
    let touchpoints = 0;
    for (const seed of [...PINNED, ...Array.from({ length: RUNS }, (_, index) => 1_000 + index)]) {
      const [first, ...others] = workshop(seed);
      if (!first) throw new Error('nobody came');
      expectValid(first, seed);
      touchpoints += first.journey().touchpoints.size;
      for (const other of others) {
        expect(other.journey(), `seed ${seed}`).toEqual(first.journey());
        expect(Y.encodeStateVector(other.doc), `seed ${seed}`).toEqual(Y.encodeStateVector(first.doc));
      }
    }
    // The workshops must have been about something.
    expect(touchpoints).toBeGreaterThan(RUNS);
  });
});
