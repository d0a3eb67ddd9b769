import { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Refusal } from '@/lib/collab/commands/command';
import type { CommandName, InputOf, OutputOf } from '@/lib/collab/commands/registry';
import { type Connection, connect } from '@/lib/collab/connection';
import { dispatch } from '@/lib/collab/dispatch';
import { newDocument } from '@/lib/collab/document';
import { createMirror } from '@/lib/collab/mirror';
import type { Presence } from '@/lib/collab/presence';
import type { Refused } from '@/lib/collab/protocol';
import type { SaveState } from '@/lib/collab/save-mark';
import { createUndo } from '@/lib/collab/undo';
import { trackUnsaved, type UnsavedText } from '@/lib/collab/unsaved';
import type { MemberId, SessionId } from '@/lib/core/ids';
import { err, type Result } from '@/lib/core/result';
import type { Journey } from '@/lib/journey/journey';
import type { Actor } from '@/lib/method/permissions';
import { createPresenceStore, type Others } from './presence-store';
import { createScreen, type Screen } from './screen';

/** What the link to the server is doing. */
export type Link = {
  /** Whether the journey has been received once; before that there is nothing true to show. */
  readonly loaded: boolean;
  /** A close code after which there is no coming back by itself, or `null`. */
  readonly ended: number | null;
  /** The last refusal by the server, with a number so that the same reason twice is noticed twice. */
  readonly refused: { readonly reason: Refused['reason']; readonly count: number } | null;
  /** Texts of this page that the journey does not have, to copy. */
  readonly lost: readonly UnsavedText[];
};

export type UndoState = { readonly canUndo: boolean; readonly canRedo: boolean };

/** Everything a mounted session holds. Owns the document and the connection; `destroy` lets go of both. */
export type Room = {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  /** Who one is here; the server says it anew at every connection. */
  readonly actor: StoreApi<Actor>;
  readonly journey: StoreApi<Journey>;
  readonly others: StoreApi<Others>;
  readonly screen: StoreApi<Screen>;
  readonly link: StoreApi<Link>;
  readonly save: StoreApi<SaveState>;
  readonly undoState: StoreApi<UndoState>;
  readonly dispatch: <Name extends CommandName>(name: Name, input: InputOf<Name>) => Result<OutputOf<Name>, Refusal>;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Tells the others where one points, what is open, where one types. */
  readonly present: (change: Presence) => void;
  /** Asks whether the link is still alive, after sleep or a change of network. */
  readonly check: () => void;
  /** The texts that were written here and are nowhere else yet. */
  readonly unsaved: () => readonly UnsavedText[];
  /** Breaks with the server for good; what is on the screen stays. */
  readonly disconnect: () => void;
  readonly destroy: () => void;
};

export type RoomOptions = {
  readonly sessionId: SessionId;
  readonly memberId: MemberId;
  /** What the page was told when it opened. */
  readonly actor: Actor;
  /** The screen of a room that this one takes over from. */
  readonly screen?: StoreApi<Screen>;
  /** Address of the socket up to the session's id, e.g. `wss://host/sync/`. */
  readonly url: string;
};

const targetOf = (input: unknown): string | undefined => (input as { id?: string }).id;

function followUndo(manager: Y.UndoManager): StoreApi<UndoState> {
  const read = (): UndoState => ({ canUndo: manager.canUndo(), canRedo: manager.canRedo() });
  const store = createStore<UndoState>(read);
  const update = () => {
    const next = read();
    const now = store.getState();
    if (next.canUndo !== now.canUndo || next.canRedo !== now.canRedo) store.setState(next, true);
  };
  for (const event of ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const) manager.on(event, update);
  return store;
}

type Opened = { link: StoreApi<Link>; actor: StoreApi<Actor>; connection: Connection };

function openLink(options: RoomOptions, doc: Y.Doc, awareness: Awareness): Opened {
  const link = createStore<Link>(() => ({ loaded: false, ended: null, refused: null, lost: [] }));
  const actor = createStore<Actor>(() => options.actor);
  const connection = connect({
    url: `${options.url}${options.sessionId}`,
    doc,
    awareness,
    WebSocketClass: WebSocket,
    onState: (state) => {
      if (state.kind === 'synced') link.setState({ loaded: true });
      if (state.kind === 'ended') link.setState({ ended: state.code });
    },
    onWelcome: ({ role, isOwner }) => {
      const now = actor.getState();
      if (now.role !== role || now.isOwner !== isOwner) actor.setState({ role, isOwner }, true);
    },
    onRefused: ({ reason }) =>
      link.setState(({ refused }) => ({ refused: { reason, count: (refused?.count ?? 0) + 1 } })),
  });
  return { link, actor, connection };
}

/** Opens a session in this browser: document, mirror, undo, presence and the connection that keeps them in step. */
export function createRoom(options: RoomOptions): Room {
  const doc = newDocument();
  const awareness = new Awareness(doc);
  const mirror = createMirror(doc);
  const presence = createPresenceStore(awareness);
  const { manager, beforeCommand } = createUndo(doc);
  const { link, actor, connection } = openLink(options, doc, awareness);
  const unsaved = trackUnsaved(doc, connection.saveState);
  let isConnected = true;
  const disconnect = () => {
    if (isConnected) connection.destroy();
    isConnected = false;
  };
  return {
    doc,
    awareness,
    actor,
    journey: mirror.store,
    others: presence.store,
    screen: options.screen ?? createScreen(),
    link,
    save: connection.saveState,
    undoState: followUndo(manager),
    dispatch: (name, input) => {
      if (!link.getState().loaded) return err('gone');
      beforeCommand(name, targetOf(input));
      const context = { doc, journey: mirror.store.getState(), actor: actor.getState(), memberId: options.memberId };
      return dispatch({ ...context, now: () => new Date() }, name, input);
    },
    undo: () => manager.undo(),
    redo: () => manager.redo(),
    present: (change) => awareness.setLocalState({ ...awareness.getLocalState(), ...change }),
    check: () => isConnected && connection.check(),
    unsaved: unsaved.texts,
    disconnect,
    destroy: () => {
      disconnect();
      unsaved.destroy();
      presence.destroy();
      mirror.destroy();
      manager.destroy();
      awareness.destroy();
      doc.destroy();
    },
  };
}
