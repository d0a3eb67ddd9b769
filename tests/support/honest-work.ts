import { CHANNELS } from '@/lib/method/channels';
import { STATUSES } from '@/lib/method/statuses';
import type { Copy } from './collab';
import type { SeededRandom } from './random';

type Work = (copy: Copy, random: SeededRandom) => void;
const aPersona = (copy: Copy, random: SeededRandom) => random.pick(copy.journey().personas).id;
const aTouchpoint = (copy: Copy, random: SeededRandom) => {
  const { touchpoints, bin } = copy.journey();
  return random.pick([...touchpoints.values(), ...bin.touchpoints]);
};

/** Two who both throw away may end up with nothing to work on. */
export function keepSome(copy: Copy): void {
  const { touchpoints, bin } = copy.journey();
  if (touchpoints.size < 5) for (const { id } of bin.personas) copy.do('restorePersona', { id });
}

/** Every command there is, and undo and redo. What a command refuses by itself is no edit. */
export const WORK: readonly Work[] = [
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

/** A new status for something. */
export const setStatus: Work = (copy, random) =>
  void copy.do('editTouchpoint', { id: aTouchpoint(copy, random).id, changes: { status: random.pick(STATUSES) } });
