import { SYNC } from '@/lib/collab/protocol';
import { type MemberId, newId } from '@/lib/core/ids';
import type { Role } from '@/lib/method/roles';
import { encodeSync, parseFrame } from '@/server/sync/links/messages';
import { type Author, Gate, type Verdict } from '@/server/sync/room/gate';
import { LiveDocument } from '@/server/sync/room/live-document';
import { Owners } from '@/server/sync/room/owners';
import { aSeed, type Copy } from './collab';

/** Somebody new with that role. */
export const anAuthor = (role: Role = 'writer'): Author => ({
  memberId: newId<MemberId>(),
  actor: { role, isOwner: false },
});

/** A gate before a stored journey; keeps what passes. */
export function aGate(seed: Uint8Array = aSeed('example')) {
  const live = new LiveDocument();
  live.attempt(seed, () => true);
  const passed: Uint8Array[] = [];
  const gate = new Gate(live, new Owners(new Map()));
  // Through the frame that carries it, because an answer and an edit come in by different ones.
  const judge = (update: Uint8Array, author = anAuthor(), isAnswer = false): Verdict => {
    const message = parseFrame(encodeSync(isAnswer ? SYNC.step2 : SYNC.update, update));
    if (message?.kind !== 'edits') throw new Error('not understood');
    const verdict = gate.judge(message.update, author);
    if (verdict.kind === 'news') passed.push(update);
    return verdict;
  };
  return { live, passed, judge };
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

/** What it says to work under a client id of somebody else. */
export const NOT_YOURS = { ...refused('invalid'), lack: 'rights' };
