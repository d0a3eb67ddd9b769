import type { WebsocketProvider } from 'y-websocket';
import type { SocketClass } from './counting-socket';
import { type Probe, probeSocket } from './probe';
import { type Way, WayChoice } from './way';

/** What to open for each way; `probe` is the bare web socket. */
export type Ways = Readonly<Record<Way, SocketClass>> & { readonly probe: SocketClass };

export type Switching = {
  /** The way that is in use or being tried. */
  readonly way: () => Way;
  /** Whether the connection is being closed right now only to open it over another way. */
  readonly isChanging: () => boolean;
  /** Call a few times a second: time passes. */
  readonly tick: () => void;
  readonly stop: () => void;
};

/** Codes that the server closes with are about who one is, what one sent or its own state; all others are the network. */
const isOurs = (code: number): boolean => code >= 4_400 && code < 4_600;

/**
 * Has a provider that was not connected yet use web sockets where they work, and HTTP where they do not. Nothing is lost
 * in a change: it is a reconnect like any other.
 *
 * @param now milliseconds of any clock that never runs back
 */
export function switchWays(provider: WebsocketProvider, ways: Ways, now: () => number): Switching {
  const choice = new WayChoice();
  let probe: Probe | null = null;
  let isChanging = false;
  const apply = () => {
    provider._WS = ways[choice.way];
  };
  const change = () => {
    apply();
    isChanging = true;
    provider.disconnect();
    isChanging = false;
    provider.connect();
  };
  apply();
  provider.on('status', ({ status }) => {
    if (status === 'connecting') choice.began(now());
    if (status === 'connected') choice.opened(now());
  });
  provider.on('sync', (isSynced) => {
    if (isSynced) choice.synced(now());
  });
  provider.on('connection-close', (event: CloseEvent | null) => {
    probe?.cancel();
    probe = null;
    choice.closed(now(), event !== null && isOurs(event.code));
    apply();
  });
  const probed = (works: boolean) => {
    probe = null;
    choice.probed(now(), works);
    if (works) change();
  };
  return {
    way: () => choice.way,
    isChanging: () => isChanging,
    tick: () => {
      if (!provider.shouldConnect) return;
      if (choice.mustTurn(now())) change();
      else if (choice.mustProbe(now())) probe = probeSocket(ways.probe, provider.url, probed);
    },
    stop: () => probe?.cancel(),
  };
}
