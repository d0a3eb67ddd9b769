import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { CHANNELS } from '@/lib/method/channels';
import { ROLES } from '@/lib/method/roles';
import { STATUSES } from '@/lib/method/statuses';
import { aCopy, aSeed, type Copy } from '@/tests/support/collab';
import { aGate, anAuthor } from '@/tests/support/gate';
import { type SeededRandom, seededRandom } from '@/tests/support/random';

const EDITORS = ROLES.filter((role) => role !== 'observer');
/** Longest an honest edit may keep the gate busy in the median, in milliseconds. */
const BUDGET_MS = 0.15;

type Work = (copy: Copy, random: SeededRandom) => void;
const aPersona = (copy: Copy, random: SeededRandom) => random.pick(copy.journey().personas).id;
const aTouchpoint = (copy: Copy, random: SeededRandom) => {
  const { touchpoints, bin } = copy.journey();
  return random.pick([...touchpoints.values(), ...bin.touchpoints]);
};

/** Two who both throw away may end up with nothing to work on. */
function keepSome(copy: Copy): void {
  const { touchpoints, bin } = copy.journey();
  if (touchpoints.size < 5) for (const { id } of bin.personas) copy.do('restorePersona', { id });
}

/** Every command there is, and undo and redo. What a command refuses by itself is no edit. */
const WORK: readonly Work[] = [
  (copy) => void copy.do('addPersona', { name: 'Ans', summary: '' }),
  (copy, random) => void copy.do('editPersona', { id: aPersona(copy, random), changes: { summary: 'woont hier' } }),
  (copy, random) => void copy.do('movePersona', { id: aPersona(copy, random), index: random.below(4) }),
  (copy, random) => {
    if (copy.journey().personas.length > 2) copy.do('removePersona', { id: aPersona(copy, random) });
  },
  (copy, random) => {
    const { personas } = copy.journey().bin;
    if (personas.length > 0) copy.do('restorePersona', { id: random.pick(personas).id });
  },
  (copy, random) => {
    const place = { personaId: aPersona(copy, random), phase: random.pick(['touch', 'tell', 'sell', 'care'] as const) };
    copy.do('addTouchpoint', { ...place, title: 'Brief' });
  },
  (copy, random) => {
    const changes = { title: `Poster ${random.below(9)}`, channel: random.pick(CHANNELS), peak: random.below(2) === 0 };
    copy.do('editTouchpoint', { id: aTouchpoint(copy, random).id, changes });
  },
  (copy, random) => {
    const changes = {
      plannedOn: '2027-03-01',
      startTime: '09:30',
      owner: 'Sara',
      emotion: 1,
      emotionWord: 'blij',
    } as const;
    copy.do('editTouchpoint', { id: aTouchpoint(copy, random).id, changes });
  },
  (copy, random) => {
    const place = {
      personaId: aPersona(copy, random),
      phase: random.pick(['touch', 'care'] as const),
      index: random.below(3),
    };
    copy.do('moveTouchpoint', { id: aTouchpoint(copy, random).id, ...place });
  },
  (copy, random) => {
    if (copy.journey().touchpoints.size > 5) copy.do('removeTouchpoint', { id: aTouchpoint(copy, random).id });
  },
  (copy, random) => {
    const { touchpoints } = copy.journey().bin;
    if (touchpoints.length > 0) copy.do('restoreTouchpoint', { id: random.pick(touchpoints).id });
  },
  (copy, random) => {
    const { id, message } = aTouchpoint(copy, random);
    const index = random.below(message.length + 1);
    copy.do('spliceMessage', { id, index, remove: 0, insert: random.pick(['é', '👋', 'Kom langs.\n']) });
  },
  (copy, random) => {
    const { id, message } = aTouchpoint(copy, random);
    if (message.length > 4) copy.do('spliceMessage', { id, index: 1, remove: random.below(4), insert: 'x' });
  },
  (copy) => copy.undo(),
  (copy) => copy.redo(),
];

/** Two people, each with a copy that the other's work reaches some time later, and the gate in between. */
function aPair(seed: number) {
  const start = aSeed('example');
  const { judge } = aGate(start);
  const random = seededRandom(seed);
  const roles = [random.pick(EDITORS), random.pick(EDITORS)] as const;
  const verdicts: Record<string, number> = {};
  const spent: number[] = [];
  const people = roles.map((role) => {
    const person = { role, copy: aCopy(start, role), author: anAuthor(role), unseen: [] as Uint8Array[] };
    person.copy.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'relay') return;
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
  return { random, people, roles, catchUp, verdicts, spent };
}

describe('the gate and honest people (T20)', { timeout: 120_000 }, () => {
  it('refuses none of 2,000 edits and more: every command, undo and redo, two at once, every role that edits', () => {
    let edits = 0;
    const spent: number[] = [];
    for (let seed = 1; seed <= 8; seed += 1) {
      const { random, people, roles, catchUp, verdicts, spent: times } = aPair(seed);
      for (let turn = 0; turn < 300; turn += 1) {
        if (random.below(4) === 0) catchUp();
        const { copy } = random.pick(people);
        keepSome(copy);
        // A status is set by who sees the last one: an approval that comes at that very moment stands above it.
        if (random.below(12) === 0) {
          catchUp();
          keepSome(copy);
          copy.do('editTouchpoint', { id: aTouchpoint(copy, random).id, changes: { status: random.pick(STATUSES) } });
          catchUp();
        } else random.pick(WORK)(copy, random);
      }
      expect(verdicts, `seed ${seed}, ${roles.join(' and ')}`).toEqual({ news: expect.any(Number) });
      edits += verdicts.news ?? 0;
      spent.push(...times);
    }
    expect(edits).toBeGreaterThan(2_000);
    // The median, because on a busy machine some edits wait for others; and with room, because it may be a slow one.
    const median = spent.sort((a, b) => a - b)[Math.floor(spent.length / 2)] ?? Number.NaN;
    expect(median).toBeLessThan(BUDGET_MS * 4);
  });
});
