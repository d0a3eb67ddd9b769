import * as Y from 'yjs';
import { newDocument } from '../../lib/collab/document';
import { MAX_FRAME, MAX_SYNC_FRAME, type Refused } from '../../lib/collab/protocol';
import type { MemberId } from '../../lib/core/ids';
import { type Actor, mayEditJourney } from '../../lib/method/permissions';
import { isPermitted } from './contents';
import { isComplete, isKnown, newAuthors, readUpdate, type UpdateFacts } from './update-facts';

/** Who sends an update. */
export type Author = { readonly memberId: MemberId; readonly actor: Actor };

/**
 * `news`: it changes the document and must be stored. `known`: the document has it all already.
 * `refused`: nothing of it may be stored or seen; `isFatal` when the connection cannot go on after it.
 */
export type Verdict =
  | { readonly kind: 'news' }
  | { readonly kind: 'known' }
  | { readonly kind: 'refused'; readonly reason: Refused['reason']; readonly isFatal: boolean };

/** Largest document, in bytes. */
const MAX_DOCUMENT = 10 * 1_024 * 1_024;

const refused = (reason: Refused['reason'], isFatal = true): Verdict => ({ kind: 'refused', reason, isFatal });

/**
 * The one place that every inbound update passes, before it is stored. Holds a shadow: the stored document plus what
 * waits for the disk. An update is applied to the shadow first, because Yjs may throw after applying half of one; then
 * only the shadow is lost, and built anew.
 */
export class Gate {
  private shadow: Y.Doc | undefined;
  private bytes = 0;
  /** A client id belongs to the member who used it first: a forged one makes somebody else's next edit vanish. */
  private readonly owners = new Map<number, MemberId>();

  /**
   * @param stored the document as it is on disk
   * @param waiting the updates that passed and are not on disk yet, in order
   */
  constructor(
    private readonly stored: Y.Doc,
    private readonly waiting: () => readonly Uint8Array[],
  ) {}

  /** Judges an update, and takes it into the shadow when it is news. `isAnswer`: it is sync step 2. */
  judge(update: Uint8Array, author: Author, isAnswer: boolean): Verdict {
    if (update.length > (isAnswer ? MAX_SYNC_FRAME : MAX_FRAME)) return refused('tooLarge');
    const facts = readUpdate(update);
    if (!facts) return refused('invalid');
    if (isKnown(this.shadow ?? this.withoutShadow(), facts)) return { kind: 'known' };
    if (!mayEditJourney(author.actor)) return refused('readOnly', false);
    const shadow = this.current();
    if (!isComplete(shadow, facts) || !this.isOwnWork(shadow, facts, author.memberId)) return refused('invalid');
    if (!this.hasRoom(update.length)) return refused('tooLarge');
    return this.apply(update, author.actor) ? { kind: 'news' } : refused('invalid');
  }

  /** Works out an update of the server's own on a copy; `null` when `change` changes nothing. */
  compose(change: (doc: Y.Doc) => void): Uint8Array | null {
    const copy = newDocument();
    try {
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(this.current()));
      const before = Y.encodeStateVector(copy);
      change(copy);
      const update = Y.encodeStateAsUpdate(copy, before);
      const facts = readUpdate(update);
      if (!facts || isKnown(this.current(), facts)) return null;
      if (!this.apply(update, null)) throw new Error('the server composed an update that does not apply');
      return update;
    } finally {
      copy.destroy();
    }
  }

  /** Frees the memory. */
  destroy(): void {
    this.shadow?.destroy();
    this.shadow = undefined;
  }

  /** A room in which nobody writes needs no second document. */
  private withoutShadow(): Y.Doc {
    return this.waiting().length === 0 ? this.stored : this.current();
  }

  private current(): Y.Doc {
    if (this.shadow) return this.shadow;
    const shadow = newDocument();
    const stored = Y.encodeStateAsUpdate(this.stored);
    Y.applyUpdate(shadow, stored);
    for (const update of this.waiting()) Y.applyUpdate(shadow, update);
    this.bytes = stored.length;
    this.shadow = shadow;
    return shadow;
  }

  private isOwnWork(shadow: Y.Doc, facts: UpdateFacts, memberId: MemberId): boolean {
    const authors = newAuthors(shadow, facts);
    for (const client of authors) if ((this.owners.get(client) ?? memberId) !== memberId) return false;
    for (const client of authors) this.owners.set(client, memberId);
    return true;
  }

  private hasRoom(length: number): boolean {
    if (this.bytes + length <= MAX_DOCUMENT) return true;
    this.bytes = Y.encodeStateAsUpdate(this.current()).length;
    return this.bytes + length <= MAX_DOCUMENT;
  }

  /** Takes an update into the shadow if it does nothing that `actor` may not do; `null` is the server itself. */
  private apply(update: Uint8Array, actor: Actor | null): boolean {
    const shadow = this.current();
    let permitted = true;
    const inspect = (transaction: Y.Transaction) => {
      permitted &&= actor === null || isPermitted(transaction, actor);
    };
    shadow.on('afterTransaction', inspect);
    try {
      Y.applyUpdate(shadow, update);
      if (permitted && !shadow.store.pendingStructs && !shadow.store.pendingDs) {
        this.bytes += update.length;
        return true;
      }
    } catch {
      // Falls through: an update that throws is refused like one that leaves something waiting.
    } finally {
      shadow.off('afterTransaction', inspect);
    }
    this.destroy();
    return false;
  }
}
