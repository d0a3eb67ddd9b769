import * as Y from 'yjs';
import { newDocument } from '@/lib/collab/document';
import { type MemberId, newId } from '@/lib/core/ids';
import type { Role } from '@/lib/method/roles';
import { type Author, Gate, type Verdict } from '@/server/sync/gate';
import { aSeed, type Copy } from './collab';

/** Somebody new with that role. */
export const anAuthor = (role: Role = 'writer'): Author => ({
  memberId: newId<MemberId>(),
  actor: { role, isOwner: false },
});

/** A gate before a stored journey; what passes waits, as it would for a disk that never answers. */
export function aGate(seed: Uint8Array = aSeed('example')) {
  const stored = newDocument();
  Y.applyUpdate(stored, seed);
  const waiting: Uint8Array[] = [];
  const gate = new Gate(stored, () => waiting);
  const judge = (update: Uint8Array, author = anAuthor(), isAnswer = false): Verdict => {
    const verdict = gate.judge(update, author, isAnswer);
    if (verdict.kind === 'news') waiting.push(update);
    return verdict;
  };
  return { stored, waiting, judge };
}

/** The updates that a piece of work in a copy makes. */
export function updatesOf({ doc }: Pick<Copy, 'doc'>, work: () => void): readonly Uint8Array[] {
  const updates: Uint8Array[] = [];
  const keep = (update: Uint8Array) => updates.push(update);
  doc.on('update', keep);
  work();
  doc.off('update', keep);
  return updates;
}

/** What the gate says when it refuses. */
export const refused = (reason: string, isFatal = true) => ({ kind: 'refused', reason, isFatal });
