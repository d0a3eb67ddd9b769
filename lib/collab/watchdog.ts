import type { WebsocketProvider } from 'y-websocket';
import { BEAT_FRAME, MESSAGE } from './protocol';

/** Nothing heard for this long on an open socket: the link is dead. The server beats every `BEAT_MS`. */
const SILENCE_MS = 10_000;
/** A socket that takes longer to open leads nowhere; a new attempt may find another way. */
const OPENING_MS = 5_000;
/** How long `check` waits for an answer. */
const PROBE_MS = 3_000;
const TICK_MS = 250;

export type Watchdog = { readonly check: () => void; readonly stop: () => void };

/** Drops a socket that cannot be trusted and opens a new one at once. */
function reconnect(provider: WebsocketProvider): void {
  provider.disconnect();
  provider.connect();
}

/**
 * Replaces sockets that look open and are dead: after ten seconds of silence by itself (the provider alone takes more
 * than thirty), and three seconds after `check` when nothing answers. Also gives up a socket that never opens.
 *
 * @param onTick called four times a second, for what depends on the time that passed
 */
export function watchLink(provider: WebsocketProvider, onTick: () => void): Watchdog {
  let startedAt = Date.now();
  let probedAt: number | null = null;
  provider.on('status', ({ status }) => {
    if (status === 'connecting') startedAt = Date.now();
  });
  provider.on('connection-close', () => {
    probedAt = null;
  });
  // By the answer itself, not by clock times: what was heard in the millisecond of the question is no answer to it.
  provider.messageHandlers[MESSAGE.beat] = () => {
    probedAt = null;
  };
  const tick = setInterval(() => {
    const now = Date.now();
    const heard = provider.wsLastMessageReceived;
    const isSilent = provider.wsconnected && now - heard > SILENCE_MS;
    const isStuck = provider.wsconnecting && now - startedAt > OPENING_MS;
    if (isSilent || isStuck || (probedAt !== null && now - probedAt > PROBE_MS)) reconnect(provider);
    onTick();
  }, TICK_MS);
  return {
    check: () => {
      if (provider.wsconnected && provider.ws?.readyState === 1) {
        probedAt ??= Date.now();
        provider.ws.send(BEAT_FRAME as Uint8Array<ArrayBuffer>);
      } else if (!provider.wsconnecting || Date.now() - startedAt > PROBE_MS) reconnect(provider);
    },
    stop: () => clearInterval(tick),
  };
}
