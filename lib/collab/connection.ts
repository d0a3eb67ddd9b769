import * as decoding from 'lib0/decoding';
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { SCHEMA_VERSION } from '../journey/meta';
import { countingSocket, type SocketClass } from './counting-socket';
import { MESSAGE, type Refused, readJson, refusedSchema, SCHEMA_PARAM, type Welcome, welcomeSchema } from './protocol';
import { SaveMark, type SaveState } from './save-mark';
import { watchLink } from './watchdog';

/** How the link stands: `ended` is final (see `CLOSE` for its code), everything else repairs itself. */
export type LinkState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'synced' }
  | { readonly kind: 'down' }
  | { readonly kind: 'ended'; readonly code: number };

export type ConnectOptions = {
  /** `ws(s)://host/sync/<sessionId>` */
  readonly url: string;
  readonly doc: Y.Doc;
  readonly awareness?: Awareness;
  readonly WebSocketClass: SocketClass;
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
  /** Call after wake-up, `online`, `pageshow`: an open socket is not trusted, it must answer within 3 s. */
  readonly check: () => void;
  readonly destroy: () => void;
};

/** The save mark as a store that only tells when what it says changes. */
class MarkStore {
  readonly mark = new SaveMark();
  readonly store = createStore<SaveState>(() => this.mark.stateAt(Date.now()));

  readonly show = (): void => {
    const next = this.mark.stateAt(Date.now());
    const now = this.store.getState();
    const same = now.kind === next.kind && ('count' in now ? now.count : 0) === ('count' in next ? next.count : 0);
    if (!same) this.store.setState(next, true);
  };
}

/** The provider with our own messages, not yet connected. */
function buildProvider(options: ConnectOptions, awareness: Awareness, { mark, show }: MarkStore): WebsocketProvider {
  const { url, doc, WebSocketClass, onWelcome, onRefused } = options;
  const cut = url.lastIndexOf('/');
  const provider = new WebsocketProvider(url.slice(0, cut), url.slice(cut + 1), doc, {
    connect: false,
    awareness,
    disableBc: true,
    params: { [SCHEMA_PARAM]: String(SCHEMA_VERSION) },
    WebSocketPolyfill: countingSocket(WebSocketClass, () => mark.sent()),
  });
  // y-websocket sends what it received back to the server; only what this tab says about itself is of use there.
  const tell = provider._awarenessUpdateHandler;
  awareness.off('update', tell);
  provider._awarenessUpdateHandler = (changes: unknown, origin: unknown) => {
    if (origin === 'local') tell(changes, origin);
  };
  awareness.on('update', provider._awarenessUpdateHandler);
  provider.messageHandlers[MESSAGE.saved] = (_reply, decoder) => {
    mark.acknowledged(decoding.readVarUint(decoder), Date.now());
    show();
  };
  provider.messageHandlers[MESSAGE.welcome] = (_reply, decoder) => onWelcome?.(readJson(welcomeSchema, decoder));
  provider.messageHandlers[MESSAGE.refused] = (_reply, decoder) => onRefused?.(readJson(refusedSchema, decoder));
  return provider;
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

/** Tells mark and caller what happens on the link. */
function follow(provider: WebsocketProvider, { mark, show }: MarkStore, onState: ConnectOptions['onState']): void {
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
  provider.on('connection-close', () => {
    // The provider reads it right after this, and knows no chance of its own.
    provider.maxBackoffTime = reconnectPause(provider.wsUnsuccessfulReconnects + 1, Math.random());
    mark.closed();
    onState?.({ kind: 'down' });
    show();
  });
  provider.on('closed', ({ code }) => onState?.({ kind: 'ended', code }));
}

/** Connects a document to its session, and keeps it connected. Browser and tests use this very function. */
export function connect(options: ConnectOptions): Connection {
  const { doc } = options;
  const awareness = options.awareness ?? new Awareness(doc);
  const save = new MarkStore();
  const onEdit = (_update: Uint8Array, origin: unknown) => {
    if (origin === provider) return;
    save.mark.edited(Date.now());
    save.show();
  };
  // Before the provider listens, so that an edit is counted before its frame goes out.
  doc.on('update', onEdit);
  const provider: WebsocketProvider = buildProvider(options, awareness, save);
  follow(provider, save, options.onState);
  const watchdog = watchLink(provider, save.show);
  let ended = false;
  provider.on('closed', () => {
    ended = true;
  });
  provider.connect();
  return {
    provider,
    awareness,
    saveState: save.store,
    check: () => {
      if (!ended) watchdog.check();
    },
    destroy: () => {
      watchdog.stop();
      doc.off('update', onEdit);
      provider.destroy();
      if (!options.awareness) awareness.destroy();
    },
  };
}
