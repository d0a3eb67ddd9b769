import { beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { newId } from '@/lib/core/ids';
import { ROLES } from '@/lib/method/roles';
import { aCopy, aSeed } from '@/tests/support/collab';
import { aGate, anAuthor } from '@/tests/support/gate';
import { keepSome, setStatus, WORK } from '@/tests/support/honest-work';
import { seededRandom } from '@/tests/support/random';
import { seedBytes, takeOverBytes } from '@/tests/support/seeded-bytes';

const EDITORS = ROLES.filter((role) => role !== 'observer');

beforeAll(takeOverBytes);

/** Two people, each with a copy that the other's work reaches some time later, and the gate in between. */
function aPair(seed: number) {
  const release = seedBytes(seed, newId);
  const start = aSeed('example');
  const { judge } = aGate(start);
  const random = seededRandom(seed);
  const roles = [random.pick(EDITORS), random.pick(EDITORS)] as const;
  const verdicts: Record<string, number> = {};
  const spent: number[] = [];
  const updates: Uint8Array[] = [];
  const people = roles.map((role) => {
    const copy = aCopy(start, role, 2 + random.below(1_000_000));
    const person = { role, copy, author: anAuthor(role), unseen: [] as Uint8Array[] };
    person.copy.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'relay') return;
      updates.push(update);
      const at = performance.now();
      const { kind } = judge(update, person.author);
      spent.push(performance.now() - at);
      verdicts[kind] = (verdicts[kind] ?? 0) + 1;
      for (const other of people) if (other !== person) other.unseen.push(update);
    });
    return person;
  });
  const catchUp = () => {
    for (const { copy, unseen } of people) for (const one of unseen.splice(0)) Y.applyUpdate(copy.doc, one, 'relay');
  };
  return { random, people, roles, catchUp, release, verdicts, spent, updates };
}

/** A while of work of two people. */
function workOf(seed: number) {
  const { random, people, catchUp, release, ...rest } = aPair(seed);
  for (let turn = 0; turn < 300; turn += 1) {
    if (random.below(4) === 0) catchUp();
    const { copy } = random.pick(people);
    keepSome(copy);
    // A status is set by who sees the last one: an approval that comes at that very moment stands above it.
    if (random.below(12) === 0) {
      catchUp();
      keepSome(copy);
      setStatus(copy, random);
      catchUp();
    } else random.pick(WORK)(copy, random);
  }
  release();
  return rest;
}

describe('the gate and honest people (T20)', { timeout: 120_000 }, () => {
  it('refuses none of 2,000 edits and more: every command, undo and redo, two at once, every role that edits', () => {
    let edits = 0;
    const spent: number[] = [];
    for (let seed = 1; seed <= 8; seed += 1) {
      const { roles, verdicts, spent: times } = workOf(seed);
      expect(verdicts, `seed ${seed}, ${roles.join(' and ')}`).toEqual({ news: expect.any(Number) });
      edits += verdicts.news ?? 0;
      spent.push(...times);
    }
    expect(edits).toBeGreaterThan(2_000);
    const median = spent.sort((a, b) => a - b)[Math.floor(spent.length / 2)] ?? Number.NaN;
    // biome-ignore lint/suspicious/noConsole: the figure is worth knowing, and no test can hold a busy machine to it
    console.info(`${edits} honest edits, ${median.toFixed(3)} ms each in the median at the gate`);
  });

  it('does the same work with the same seed, to the byte', () => {
    const { updates } = workOf(3);
    expect(workOf(4).updates).not.toEqual(updates);
    expect(workOf(3).updates).toEqual(updates);
  });
});
