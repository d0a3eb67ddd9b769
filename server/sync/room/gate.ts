import * as Y from 'yjs';
import { newDocument } from '../../../lib/collab/document';
import { MAX_MESSAGE, type Refused } from '../../../lib/collab/protocol';
import type { MemberId } from '../../../lib/core/ids';
import { type Actor, mayEditJourney } from '../../../lib/method/permissions';
import { isPermitted } from './contents';
import type { LiveDocument } from './live-document';
import type { Owners } from './owners';
import { isComplete, isKnown, newAuthors, readUpdate, type UpdateFacts } from './update-facts';

/** Who sends an update. */
export type Author = { readonly memberId: MemberId; readonly actor: Actor };

/** What of others a page may know before the server does, after a database went back. */
export type Lack = 'work' | 'rights';

/**
 * `news`: it changed the document and must be stored, with the client ids that it used first. `known`: the document has
 * it all already. `refused`: nothing of it may be stored or seen; `isFatal` when the connection cannot go on after it.
 */
export type Verdict =
  | { readonly kind: 'news'; readonly authors: readonly number[] }
  | { readonly kind: 'known' }
  | {
      readonly kind: 'refused';
      readonly reason: Refused['reason'];
      readonly isFatal: boolean;
      /** It builds on work, or hands in work under client ids, that this journey does not know as such: of a page that knows more, or of one that lies. */
      readonly lack?: Lack;
    };

/** Largest document, in bytes. */
const MAX_DOCUMENT = 10 * 1_024 * 1_024;

type Refusal = Extract<Verdict, { readonly kind: 'refused' }>;

const refused = (reason: Refused['reason'], isFatal = true): Refusal => ({ kind: 'refused', reason, isFatal });

/** The one place that every inbound update passes, before it is stored. */
export class Gate {
  constructor(
    private readonly live: LiveDocument,
    private readonly owners: Owners,
  ) {}

  /**
   * Judges an update, and takes it into the document when it is news.
   * @param mayReturn the server lost edits of this journey: a page may hand in what it has of others as well, or nobody's would come
   * back but of who comes first and wrote alone. Client ids of others stay theirs
   */
  judge(update: Uint8Array, author: Author, mayReturn = false): Verdict {
    if (update.length > MAX_MESSAGE) return refused('tooLarge');
    const facts = readUpdate(update);
    if (!facts) return refused('invalid');
    const { doc } = this.live;
    if (isKnown(doc, facts)) return { kind: 'known' };
    if (!mayEditJourney(author.actor)) return refused('readOnly', false);
    const clients = newAuthors(doc, facts);
    if (!isComplete(doc, facts)) return { ...refused('invalid'), lack: 'work' };
    if (!mayReturn && !this.owners.mayClaim(clients, author.memberId)) return { ...refused('invalid'), lack: 'rights' };
    if (!this.hasRoom(update.length)) return refused('tooLarge');
    if (!this.live.attempt(update, (transaction) => isPermitted(transaction, author.actor))) return refused('invalid');
    const own = mayReturn ? this.owners.among(clients.keys(), author.memberId) : clients.keys();
    return { kind: 'news', authors: this.owners.claim(own, author.memberId) };
  }

  /** Whether the document has all of an update already. */
  has(update: Uint8Array): boolean {
    const facts = readUpdate(update);
    return facts !== null && isKnown(this.live.doc, facts);
  }

  /** Takes in what was judged already, by another process or before it was stored. */
  trust(update: Uint8Array): void {
    if (!this.live.attempt(update, () => true)) throw new Error('a stored edit does not apply');
  }

  /** Makes an update of the server's own and takes it in; `null` when `change` changes nothing. */
  compose(change: (doc: Y.Doc) => void): Uint8Array | null {
    const copy = newDocument();
    try {
      Y.applyUpdate(copy, this.live.encode());
      const before = Y.encodeStateVector(copy);
      change(copy);
      const update = Y.encodeStateAsUpdate(copy, before);
      const facts: UpdateFacts | null = readUpdate(update);
      if (!facts || isKnown(this.live.doc, facts)) return null;
      this.trust(update);
      return update;
    } finally {
      copy.destroy();
    }
  }

  private hasRoom(length: number): boolean {
    if (this.live.bytes + length <= MAX_DOCUMENT) return true;
    this.live.encode();
    return this.live.bytes + length <= MAX_DOCUMENT;
  }
}
