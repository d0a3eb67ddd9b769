import * as Y from 'yjs';
import { createStore } from 'zustand/vanilla';
import { Away, type AwayNews } from '@/lib/collab/away';
import type { CommandName, InputOf } from '@/lib/collab/commands/registry';
import { applyParts, type CopyPart, ownIn, tidied } from '@/lib/collab/copy-parts';
import { dispatch } from '@/lib/collab/dispatch';
import { newDocument } from '@/lib/collab/document';
import { answersTo } from '@/lib/collab/hand-in';
import { createMirror } from '@/lib/collab/mirror';
import type { SaveState } from '@/lib/collab/save-mark';
import { trackUnsaved } from '@/lib/collab/unsaved';
import { Unsent } from '@/lib/collab/unsent';
import type { Journey } from '@/lib/journey/journey';
import { type aGate, anAuthor } from './gate';

type Server = ReturnType<typeof aGate>;
type Pieces = { readonly parts: readonly CopyPart[]; readonly places: readonly string[]; readonly count: number };

/** Somebody whose link comes and goes, and whose device keeps a copy: the product's own parts without socket and disk. */
export class Traveller {
  readonly author = anAuthor('facilitator');
  news: AwayNews | null = null;
  private kept: CopyPart[] = [];
  private edits = 0;
  private tab: ReturnType<Traveller['open']>;

  constructor(
    private readonly server: Server,
    private readonly nextClientId: () => number,
  ) {
    this.tab = this.open({ parts: [], places: [], count: 0 }, null);
    this.receive();
  }

  get doc(): Y.Doc {
    return this.tab.doc;
  }

  journey(): Journey {
    return this.tab.mirror.store.getState();
  }

  do<Name extends CommandName>(name: Name, input: InputOf<Name>): void {
    const { actor, memberId } = this.author;
    const result = dispatch(
      { doc: this.doc, journey: this.journey(), actor, memberId, now: () => new Date(0) },
      name,
      input,
    );
    if (!result.ok) throw new Error(`${name}: ${result.error}`);
  }

  /** The link goes. */
  leave(now: number): void {
    this.tab.away.left(now);
  }

  /** The tab is closed, and the page opened again from what the device kept; the link is still gone. */
  closeTab(now: number): void {
    const { unsaved, unsent } = this.tab;
    const parts = tidied(this.kept, unsent.updates);
    const pieces = { parts, places: [...unsaved.places()], count: this.edits };
    this.close();
    this.tab = this.open(pieces, now);
  }

  /**
   * The link is back: hears what the server has, hands in what it has not.
   * @param most bytes that go in one answer; more goes in pieces of half as much
   * @returns what the server said of each
   */
  come(now: number, most = 1_000_000): readonly string[] {
    const vector = Y.encodeStateVector(this.server.live.doc);
    this.receive();
    this.news = this.tab.away.back(now);
    const answers = answersTo(vector, this.doc, this.tab.unsent, { whole: most, piece: most / 2 });
    const said: string[] = [];
    for (const { update } of answers) said.push(this.server.judge(update, this.author, true).kind);
    if (!said.includes('refused')) {
      this.tab.unsent.forget(this.edits);
      this.tab.save.setState({ kind: 'saved' }, true);
    }
    return said;
  }

  /** Hears what the server has now. */
  receive(): void {
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(this.server.live.doc, Y.encodeStateVector(this.doc)), this.server);
  }

  close(): void {
    this.tab.away.destroy();
    this.tab.unsaved.destroy();
    this.tab.mirror.destroy();
    this.doc.destroy();
  }

  private open(pieces: Pieces, leftAt: number | null) {
    const doc = newDocument();
    doc.clientID = this.nextClientId();
    applyParts(doc, pieces.parts, null);
    this.kept = [...pieces.parts];
    this.edits = pieces.count;
    const unsent = new Unsent({ count: pieces.count, updates: ownIn(pieces.parts) });
    doc.on('update', (data: Uint8Array, _origin: unknown, _doc: Y.Doc, { local: isOwn }: Y.Transaction) => {
      this.kept.push({ data, isOwn });
      if (!isOwn) return;
      this.edits += 1;
      unsent.add(data, this.edits);
    });
    const mirror = createMirror(doc);
    const save = createStore<SaveState>(() => ({ kind: 'unsaved', count: 1 }));
    const unsaved = trackUnsaved(doc, save, pieces.places);
    const away = new Away({ doc, journey: mirror.store, mine: unsaved.places, leftAt });
    return { doc, mirror, save, unsaved, unsent, away };
  }
}
