import { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { Away, type AwayNews, addNews } from '@/lib/collab/away';
import type { Refusal } from '@/lib/collab/commands/command';
import type { CommandName, InputOf, OutputOf } from '@/lib/collab/commands/registry';
import { type Connection, connect } from '@/lib/collab/connection';
import { applyParts, isCurrent } from '@/lib/collab/copy-parts';
import { dispatch } from '@/lib/collab/dispatch';
import { newDocument } from '@/lib/collab/document';
import { createMirror } from '@/lib/collab/mirror';
import type { Presence } from '@/lib/collab/presence';
import type { Loss, Refused } from '@/lib/collab/protocol';
import type { SaveState } from '@/lib/collab/save-mark';
import { createUndo } from '@/lib/collab/undo';
import { trackUnsaved, type Unsaved, type UnsavedText } from '@/lib/collab/unsaved';
import type { MemberId, SessionId } from '@/lib/core/ids';
import { err, type Result } from '@/lib/core/result';
import type { Journey } from '@/lib/journey/journey';
import type { Actor } from '@/lib/method/permissions';
import type { DeviceCopy, Kept } from './device-copy';
import { createPresenceStore, type Others } from './presence-store';
import { textsIn } from './refused-texts';
import { createScreen, type Screen } from './screen';

/** What the link to the server is doing. */
export type Link = {
  /** Whether the journey has been received once; before that there is nothing true to show. */
  readonly loaded: boolean;
  /** The server cannot read the journey: somebody has to put it back, and we keep asking. */
  readonly unreadable: boolean;
  /** A close code after which there is no coming back by itself, or `null`. */
  readonly ended: number | null;
  /** The last refusal by the server, with a number so that the same reason twice is noticed twice. */
  readonly refused: { readonly reason: Refused['reason']; readonly count: number } | null;
  /** Texts of this page that the journey does not have, to copy. */
  readonly lost: readonly UnsavedText[];
  /** What the server once had of the journey and lost, until the journey lead has seen that. */
  readonly loss: Loss | null;
  /** What others did while there was no link, until somebody has seen it. */
  readonly away: AwayNews | null;
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
  readonly unsaved: Unsaved;
  /** The updates that no server has acknowledged, oldest first. */
  readonly unsent: () => readonly Uint8Array[];
  /** The copy of this session on this device. */
  readonly device: DeviceCopy;
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
  readonly device: DeviceCopy;
  /** What an earlier visit left on this device, to go on with. */
  readonly kept?: Kept | null;
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

type Inside = { doc: Y.Doc; awareness: Awareness; link: StoreApi<Link>; actor: StoreApi<Actor>; away: Away };

function openLink(options: RoomOptions, { doc, awareness, link, actor, away }: Inside): Connection {
  return connect({
    url: `${options.url}${options.sessionId}`,
    doc,
    awareness,
    pending: options.kept?.pending,
    WebSocketClass: WebSocket,
    onState: (state) => {
      if (state.kind === 'synced') {
        const news = away.back(Date.now());
        const seen = { loaded: true, unreadable: false };
        link.setState(({ away: earlier }) => ({ ...seen, away: news ? addNews(earlier, news) : earlier }));
      }
      if (state.kind === 'down') away.left(Date.now());
      if (state.kind === 'down' && state.isUnreadable) link.setState({ unreadable: true });
      if (state.kind === 'ended') link.setState({ ended: state.code });
    },
    onWelcome: ({ role, isOwner, loss }) => {
      link.setState({ loss });
      const now = actor.getState();
      if (now.role !== role || now.isOwner !== isOwner) actor.setState({ role, isOwner }, true);
    },
    onRefused: ({ reason }) =>
      link.setState(({ refused }) => ({ refused: { reason, count: (refused?.count ?? 0) + 1 } })),
  });
}

/** The document as this device has it: new, or as an earlier visit left it. */
function openDocument(kept: Kept | null | undefined): Y.Doc {
  const doc = newDocument();
  if (kept) applyParts(doc, kept.parts, null);
  return doc;
}

/** Carries out commands; what somebody wrote and may not write any more is kept to copy. */
function dispatcher(
  options: RoomOptions,
  { doc, link, actor }: Inside,
  journey: StoreApi<Journey>,
  beforeCommand: (name: string, target: string | undefined) => void,
): Room['dispatch'] {
  return (name, input) => {
    if (!link.getState().loaded) return err('gone');
    beforeCommand(name, targetOf(input));
    const context = { doc, journey: journey.getState(), actor: actor.getState(), memberId: options.memberId };
    const result = dispatch({ ...context, now: () => new Date() }, name, input);
    if (!result.ok && result.error === 'notAllowed') {
      const texts = textsIn(name, input, journey.getState());
      if (texts.length > 0) link.setState(({ lost }) => ({ lost: [...lost, ...texts] }));
    }
    return result;
  };
}

/** Opens a session in this browser: document, mirror, undo, presence and the connection that keeps them in step. */
export function createRoom(options: RoomOptions): Room {
  const doc = openDocument(options.kept);
  const leftAt = options.kept && isCurrent(doc) ? options.kept.at : null;
  const awareness = new Awareness(doc);
  const mirror = createMirror(doc);
  const presence = createPresenceStore(awareness);
  const { manager, beforeCommand } = createUndo(doc);
  const link = createStore<Link>(() => ({
    loaded: leftAt !== null,
    unreadable: false,
    ended: null,
    refused: null,
    lost: [],
    loss: null,
    away: null,
  }));
  const actor = createStore<Actor>(() => options.actor);
  const away = new Away({ doc, journey: mirror.store, mine: () => unsaved.places(), leftAt });
  const inside = { doc, awareness, link, actor, away };
  const connection = openLink(options, inside);
  const unsaved = trackUnsaved(doc, connection.saveState, options.kept?.pending.places);
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
    dispatch: dispatcher(options, inside, mirror.store, beforeCommand),
    undo: () => manager.undo(),
    redo: () => manager.redo(),
    present: (change) => awareness.setLocalState({ ...awareness.getLocalState(), ...change }),
    check: () => isConnected && connection.check(),
    unsaved,
    unsent: connection.unsent,
    device: options.device,
    disconnect,
    destroy: () => {
      disconnect();
      away.destroy();
      unsaved.destroy();
      presence.destroy();
      mirror.destroy();
      manager.destroy();
      awareness.destroy();
      doc.destroy();
    },
  };
}
