import { table } from '@/lib/collab/document';
import type { PersonaId, TouchpointId } from '@/lib/core/ids';
import { mayApprove } from '@/lib/method/permissions';
import { phaseModels } from '@/lib/method/phase-models';
import { STATUSES } from '@/lib/method/statuses';
import type { SeededRandom } from '@/tests/support/random';
import type { SimPage } from './page';

const PHASES = phaseModels.ttsc.phases.map(({ key }) => key) as readonly 'touch'[];
const WORDS = ['Kom langs. ', 'é', '👋', 'Beste bewoner,\n', 'x'];

/** One random thing that somebody does on a page. */
export function act(page: SimPage, random: SeededRandom): void {
  // In the order in which they came in, because ids differ from run to run of a changed program.
  const personas = [...table(page.doc, 'personas').keys()] as PersonaId[];
  const touchpoints = [...table(page.doc, 'touchpoints').keys()] as TouchpointId[];
  if (personas.length === 0 || touchpoints.length === 0) return;
  const persona = () => random.pick(personas);
  const touchpoint = () => random.pick(touchpoints);
  const place = () => ({ personaId: persona(), phase: random.pick(PHASES), index: random.below(4) });
  const splice = () => {
    const id = touchpoint();
    const length = page.journey.touchpoints.get(id)?.message.length ?? 0;
    const index = random.below(length + 1);
    const remove = random.below(3) === 0 ? random.below(Math.min(6, length - index + 1)) : 0;
    page.do('spliceMessage', { id, index, remove, insert: random.pick(WORDS) });
  };
  const acts: readonly (() => void)[] = [
    () => page.do('addPersona', { name: 'Ans', summary: '' }),
    () => page.do('editPersona', { id: persona(), changes: { name: `n${random.below(9)}` } }),
    () => page.do('movePersona', { id: persona(), index: random.below(4) }),
    () => page.do(random.below(2) === 0 ? 'removePersona' : 'restorePersona', { id: persona() }),
    () => page.do('restorePersona', { id: persona() }),
    () => page.do('addTouchpoint', { ...place(), title: 'Brief' }),
    () => page.do('moveTouchpoint', { id: touchpoint(), ...place() }),
    () => page.do('editTouchpoint', { id: touchpoint(), changes: { plannedOn: `2027-03-1${random.below(9)}` } }),
    () => page.do('editTouchpoint', { id: touchpoint(), changes: { peak: random.below(2) === 0, owner: 'Sara' } }),
    () => page.do(random.below(2) === 0 ? 'removeTouchpoint' : 'restoreTouchpoint', { id: touchpoint() }),
    // Others leave a status alone: an approval that comes at that very moment would stand above theirs.
    () => {
      if (mayApprove({ role: page.role, isOwner: false }))
        page.do('editTouchpoint', { id: touchpoint(), changes: { status: random.pick(STATUSES) } });
    },
    () => page.point(touchpoint()),
    () => page.undoLast(),
    () => page.redoLast(),
    splice,
    splice,
    splice,
    splice,
  ];
  random.pick(acts)();
}
