import type { CommandName, InputOf } from '@/lib/collab/commands/registry';
import { type Connection, connect } from '@/lib/collab/connection';
import { dispatch } from '@/lib/collab/dispatch';
import { newDocument } from '@/lib/collab/document';
import { createMirror, type Mirror } from '@/lib/collab/mirror';
import { createUndo } from '@/lib/collab/undo';
import type { SessionId } from '@/lib/core/ids';
import type { Journey } from '@/lib/journey/journey';
import type { Role } from '@/lib/method/roles';
import type { Checks, Member } from './checks';
import { simFetch } from './http';
import { type Caller, type Network, socketClass } from './network';
import type { SimTime } from './sim-time';
import { decode } from './truth';

/** What a page needs of the world. */
export type Surroundings = {
  readonly sessionId: SessionId;
  readonly time: SimTime;
  readonly network: Network;
  readonly checks: Checks;
};

/** The end of a page: final close code of the link, or a refusal. */
export type PageOver = (why: { readonly code: number } | { readonly refused: string }) => void;

/** A page in somebody's browser: the real document, mirror, undo and connection. */
export class SimPage {
  readonly doc = newDocument();
  readonly openedAt: number;
  /** As the page believes; a tampered one believes what it wants. */
  role: Role;
  private readonly mirror: Mirror;
  private readonly undo;
  private readonly connection: Connection;
  private readonly edits: Uint8Array[] = [];
  private durable = 0;
  private isClosed = false;

  constructor(
    private readonly surroundings: Surroundings,
    private readonly member: Member,
    caller: Caller,
    private readonly onOver: PageOver,
    believes?: Role,
  ) {
    const { sessionId, network, time } = surroundings;
    this.openedAt = time.now;
    this.role = believes ?? member.role;
    this.mirror = createMirror(this.doc);
    this.undo = createUndo(this.doc);
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this.connection?.provider) this.edits.push(update);
    });
    this.connection = connect({
      url: `ws://reisgezel.test/sync/${sessionId}`,
      doc: this.doc,
      WebSocketClass: socketClass(network, caller),
      fetch: simFetch(network, time, caller),
      onWelcome: ({ role }) => {
        if (!believes) this.role = role;
      },
      onRefused: ({ reason }) => this.over({ refused: reason }),
      onState: (state) => {
        if (state.kind === 'ended') this.over({ code: state.code });
      },
    });
    this.connection.saveState.subscribe(() => this.checkMark());
  }

  get journey(): Journey {
    return this.mirror.store.getState();
  }

  get isSynced(): boolean {
    return this.connection.provider.synced;
  }

  get isSaved(): boolean {
    return this.connection.saveState.getState().kind === 'saved';
  }

  /** Carries out a command, as far as this page knows allowed. */
  do<Name extends CommandName>(name: Name, input: InputOf<Name>): void {
    const { time } = this.surroundings;
    this.undo.beforeCommand(name, (input as { id?: string }).id);
    const actor = { role: this.role, isOwner: false };
    const context = { doc: this.doc, journey: this.journey, actor, memberId: this.member.id };
    dispatch({ ...context, now: () => new Date(time.now) }, name, input);
  }

  undoLast(): void {
    this.undo.manager.undo();
  }

  redoLast(): void {
    this.undo.manager.redo();
  }

  /** As after wake-up: the link must prove itself. */
  check(): void {
    this.connection.check();
  }

  point(selected: string): void {
    this.connection.awareness.setLocalState({ selected });
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.connection.destroy();
    this.undo.manager.destroy();
    this.mirror.destroy();
    this.doc.destroy();
  }

  /** What the mark calls saved must be on the disk, in the moment in which it says so. */
  private checkMark(): void {
    const state = this.connection.saveState.getState();
    if (state.kind === 'connecting') return;
    const saved = this.edits.length - ('count' in state ? state.count : 0);
    const { checks } = this.surroundings;
    for (; this.durable < saved; this.durable += 1) {
      const edit = this.edits[this.durable];
      checks.must(
        edit !== undefined && checks.truth.has(decode(edit)),
        `${this.member.id}’s mark calls saved what is not`,
      );
    }
  }

  private over(why: Parameters<PageOver>[0]): void {
    if (!this.isClosed) this.onOver(why);
  }
}
