import { BEAT_FRAME, BEAT_MS } from '../../../lib/collab/protocol';
import type { Clock } from '../clock';
import type { Peer } from './peer';

const TICK_MS = 1_000;
const PING_MS = 5_000;
/** Nothing heard for this long: the other side is gone, and must not linger on the screens of the others. */
const SILENCE_MS = 9_000;

/** Keeps links alive, tells pages that theirs is, and ends the dead ones. The answer stops it. */
export function startHeartbeat(peers: () => Iterable<Peer>, clock: Clock): () => void {
  const pinged = new WeakMap<Peer, number>();
  const beaten = new WeakMap<Peer, number>();
  let cancel = () => {};
  const tick = () => {
    const now = clock.now();
    for (const peer of peers()) {
      if (now - peer.heardAt > SILENCE_MS) {
        peer.terminate();
        continue;
      }
      if (now - (pinged.get(peer) ?? 0) >= PING_MS) {
        pinged.set(peer, now);
        peer.ping();
      }
      if (now - (beaten.get(peer) ?? 0) >= BEAT_MS) {
        beaten.set(peer, now);
        peer.outbox.push(BEAT_FRAME);
      }
    }
    cancel = clock.after(TICK_MS, tick);
  };
  cancel = clock.after(TICK_MS, tick);
  return () => cancel();
}
