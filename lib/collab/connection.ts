import * as decoding from 'lib0/decoding';
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { SCHEMA_VERSION } from '../journey/meta';
import { countingSocket, type EditsOut, type SocketClass } from './counting-socket';
import { HandIn } from './hand-in';
import { type Fetch, pollingSocket } from './polling-socket';
import {
  CLOSE,
  MESSAGE,
  type Refused,
  readJson,
  refusedSchema,
  SCHEMA_PARAM,
  type Welcome,
  welcomeSchema,
} from './protocol';
import { SaveMark, type SaveState } from './save-mark';
import { type Switching, switchWays } from './switching';
import { type KeptEdits, Unsent } from './unsent';
import { watchLink } from './watchdog';
import type { Way } from './way';

/** How the link stands: `ended` is final (see `CLOSE` for its code), everything else repairs itself. */
export type LinkState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'synced' }
  /** `isUnreadable`: the server could not load the journey. It keeps it as it is, and we keep asking. */
  | { readonly kind: 'down'; readonly isUnreadable: boolean }
  | { readonly kind: 'ended'; readonly code: number };

export type ConnectOptions = {
  /** `ws(s)://host/sync/<sessionId>` */
  readonly url: string;
  readonly doc: Y.Doc;
  readonly awareness?: Awareness;
  readonly WebSocketClass: SocketClass;
  /** The edits that `doc` holds already and no server has acknowledged; none when left out. */
  readonly pending?: KeptEdits;
  /** For networks that let no web socket through; the page's own unless given. */
  readonly fetch?: Fetch;
  /** Called at every (re)connect: the role may have changed meanwhile. */
  readonly onWelcome?: (welcome: Welcome) => void;
  /** The server did not take an edit; what this tab shows is ahead of the truth. */
  readonly onRefused?: (refused: Refused) => void;
  readonly onState?: (state: LinkState) => void;
};

export type Connection = {
  readonly provider: WebsocketProvider;
  readonly awareness: Awareness;
  /** What the save mark says. */
  readonly saveState: StoreApi<SaveState>;
  /** Over what it goes right now. */
  readonly way: () => Way;
  /** The updates that no server has acknowledged, oldest first. */
  readonly unsent: () => readonly Uint8Array[];
  /** Call after wake-up, `online`, `pageshow`: an open socket is not trusted, it must answer within 3 s. */
  readonly check: () => void;
  readonly destroy: () => void;
};

/** The save mark as a store that only tells when what it says changes, and the edits that it counts. */
class MarkStore {
  readonly mark: SaveMark;
  readonly unsent: Unsent;
  readonly store: StoreApi<SaveState>;

  constructor(pending?: KeptEdits) {
    this.mark = new SaveMark(pending?.count);
    this.unsent = new Unsent(pending);
    this.store = createStore<SaveState>(() => this.mark.stateAt(Date.now()));
  }

  readonly show = (): void => {
    const next = this.mark.stateAt(Date.now());
    const now = this.store.getState();
    const same = now.kind === next.kind && ('count' in now ? now.count : 0) === ('count' in next ? next.count : 0);
    if (!same) this.store.setState(next, true);
  };

  edited(update: Uint8Array): void {
    this.mark.edited(Date.now());
    this.unsent.add(update, this.mark.edits);
    this.show();
  }
}

/** The provider, not yet connected. */
function buildProvider(options: ConnectOptions, awareness: Awareness): WebsocketProvider {
  const { url, doc, WebSocketClass } = options;
  const cut = url.lastIndexOf('/');
  const provider = new WebsocketProvider(url.slice(0, cut), url.slice(cut + 1), doc, {
    connect: false,
    awareness,
    disableBc: true,
    // Without one it looks for the browser's at once. Which it opens is decided before each attempt (see `switchWays`).
    WebSocketPolyfill: WebSocketClass,
    params: { [SCHEMA_PARAM]: String(SCHEMA_VERSION) },
  });
  // y-websocket sends what it received back to the server; only what this tab says about itself is of use there.
  const tell = provider._awarenessUpdateHandler;
  awareness.off('update', tell);
  provider._awarenessUpdateHandler = (changes: unknown, origin: unknown) => {
    if (origin === 'local') tell(changes, origin);
  };
  awareness.on('update', provider._awarenessUpdateHandler);
  return provider;
}

/** Has the provider understand our own messages. @returns what hands in what was written without a link */
function understand(provider: WebsocketProvider, { onWelcome, onRefused }: ConnectOptions, save: MarkStore): HandIn {
  const { mark, unsent, show } = save;
  const handIn = new HandIn(provider, mark, unsent);
  provider.messageHandlers[MESSAGE.saved] = (_reply, decoder) => {
    const frames = decoding.readVarUint(decoder);
    mark.acknowledged(frames, Date.now());
    handIn.acknowledged(frames);
    show();
  };
  provider.messageHandlers[MESSAGE.welcome] = (_reply, decoder) => onWelcome?.(readJson(welcomeSchema, decoder));
  provider.messageHandlers[MESSAGE.refused] = (_reply, decoder) => onRefused?.(readJson(refusedSchema, decoder));
  return handIn;
}

/** Longest pause between two attempts to connect, in milliseconds. */
const LONGEST_PAUSE_MS = 2_500;

/**
 * How long to wait before an attempt to connect again: twice as long each time, and a random part of that, so that
 * everybody who lost the same server does not come back in the same moment.
 *
 * @param attempt from 1
 * @param random from 0 up to 1
 * @returns milliseconds
 */
export const reconnectPause = (attempt: number, random: number): number =>
  Math.min(2 ** attempt * 100, LONGEST_PAUSE_MS) * (0.2 + 0.8 * random);

/** Has the provider find its way to the server, by sockets that count. */
function findWay(provider: WebsocketProvider, { WebSocketClass, fetch: given }: ConnectOptions, edits: EditsOut) {
  const counting = (Base: SocketClass) => countingSocket(Base, edits);
  const polling = pollingSocket(given ?? ((url, init) => fetch(url, init)));
  const ways = { socket: counting(WebSocketClass), http: counting(polling), probe: WebSocketClass };
  return switchWays(provider, ways, Date.now);
}

type Told = { readonly onState: ConnectOptions['onState']; readonly switching: Switching };

/** Tells mark and caller what happens on the link. */
function follow(provider: WebsocketProvider, { mark, show }: MarkStore, { onState, switching }: Told): void {
  provider.on('status', ({ status }) => {
    if (status === 'connected') mark.opened(Date.now());
    if (status === 'connecting') onState?.({ kind: 'connecting' });
    show();
  });
  provider.on('sync', (synced) => {
    if (!synced) return;
    mark.synced();
    onState?.({ kind: 'synced' });
    show();
  });
  provider.on('connection-close', (event) => {
    // The provider reads it right after this, and knows no chance of its own.
    provider.maxBackoffTime = reconnectPause(provider.wsUnsuccessfulReconnects + 1, Math.random());
    if (switching.isChanging() && provider.synced) {
      // The network is fine, so there is nothing to warn of.
      mark.opened(Date.now());
      return;
    }
    mark.closed();
    onState?.({ kind: 'down', isUnreadable: event?.code === CLOSE.unreadable });
    show();
  });
  provider.on('closed', ({ code }) => onState?.({ kind: 'ended', code }));
}

/** Connects a document to its session, and keeps it connected. Browser and tests use this very function. */
export function connect(options: ConnectOptions): Connection {
  const { doc } = options;
  const awareness = options.awareness ?? new Awareness(doc);
  const save = new MarkStore(options.pending);
  const onEdit = (update: Uint8Array, origin: unknown) => {
    if (origin !== provider) save.edited(update);
  };
  // Before the provider listens, so that an edit is counted before its frame goes out.
  doc.on('update', onEdit);
  const provider: WebsocketProvider = buildProvider(options, awareness);
  const switching = findWay(provider, options, understand(provider, options, save));
  follow(provider, save, { onState: options.onState, switching });
  const watchdog = watchLink(provider, () => {
    switching.tick();
    save.show();
  });
  let ended = false;
  provider.on('closed', () => {
    ended = true;
  });
  provider.connect();
  return {
    provider,
    awareness,
    saveState: save.store,
    way: switching.way,
    unsent: () => save.unsent.updates,
    check: () => {
      if (!ended) watchdog.check();
    },
    destroy: () => {
      watchdog.stop();
      switching.stop();
      doc.off('update', onEdit);
      provider.destroy();
      if (!options.awareness) awareness.destroy();
    },
  };
}
