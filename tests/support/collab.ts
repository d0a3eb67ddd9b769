import * as Y from 'yjs';
import type { Refusal } from '@/lib/collab/commands/command';
import type { CommandName, InputOf, OutputOf } from '@/lib/collab/commands/registry';
import { dispatch } from '@/lib/collab/dispatch';
import { newDocument } from '@/lib/collab/document';
import { createMirror } from '@/lib/collab/mirror';
import { seedJourney } from '@/lib/collab/seed';
import { createUndo } from '@/lib/collab/undo';
import { type MemberId, newId } from '@/lib/core/ids';
import type { Result } from '@/lib/core/result';
import type { Journey } from '@/lib/journey/journey';
import type { Role } from '@/lib/method/roles';
import { templates } from '@/lib/method/templates/registry';
import type { TemplateId } from '@/lib/method/templates/template-ids';

/** A participant's copy of the journey, without a connection. */
export type Copy = {
  readonly doc: Y.Doc;
  readonly journey: () => Journey;
  readonly do: <Name extends CommandName>(name: Name, input: InputOf<Name>) => Result<OutputOf<Name>, Refusal>;
  /** Carries out a command that must succeed. */
  readonly done: <Name extends CommandName>(name: Name, input: InputOf<Name>) => OutputOf<Name>;
  readonly undo: () => void;
  readonly redo: () => void;
};

/** A document as the server seeds it. */
export function aSeed(template: TemplateId = 'empty'): Uint8Array {
  const doc = newDocument();
  doc.clientID = 1;
  seedJourney(doc, { template: templates[template], phaseModel: 'ttsc', locale: 'nl' });
  return Y.encodeStateAsUpdate(doc);
}

/**
 * A copy of a seeded journey, in the hands of somebody with that role.
 * @param clientId decides who wins when two write at once; given, a random test runs the same way every time
 */
export function aCopy(seed: Uint8Array = aSeed(), role: Role = 'facilitator', clientId?: number): Copy {
  const doc = newDocument();
  if (clientId !== undefined) doc.clientID = clientId;
  Y.applyUpdate(doc, seed);
  const mirror = createMirror(doc);
  const { manager, beforeCommand } = createUndo(doc);
  // Or it would depend on the speed of the machine which letters are one step.
  if (clientId !== undefined) manager.captureTimeout = Number.POSITIVE_INFINITY;
  const memberId = newId<MemberId>();
  const actor = { role, isOwner: false };
  const run: Copy['do'] = (name, input) => {
    beforeCommand(name, (input as { id?: string }).id);
    return dispatch({ doc, journey: mirror.store.getState(), actor, memberId, now: () => new Date(0) }, name, input);
  };
  return {
    doc,
    journey: () => mirror.store.getState(),
    do: run,
    done: (name, input) => {
      const result = run(name, input);
      if (!result.ok) throw new Error(`${name} was refused: ${result.error}`);
      return result.value;
    },
    undo: () => void manager.undo(),
    redo: () => void manager.redo(),
  };
}

/** Gives every copy what the others have. */
export function exchange(copies: readonly Copy[]): void {
  const all = copies.map(({ doc }) => Y.encodeStateAsUpdate(doc));
  for (const { doc } of copies) for (const update of all) Y.applyUpdate(doc, update);
}
