import { SYNC } from '../../../lib/collab/protocol';
import type { Glance } from '../room/glance';
import { encodeSync, encodeWelcome, isNothing, parseFrame } from './messages';
import type { Peer } from './peer';

/**
 * Where somebody waits whose room is still being built. Who comes with nothing and asks for the document is shown what is stored;
 * everything else waits, most of it on the page's side of the link.
 */
export class Anteroom {
  /** What came in, in order. */
  readonly kept: (Uint8Array | null)[] = [];
  /** The first frame was a question, and was answered with what is stored. */
  isAnswered = false;

  constructor(
    private readonly peer: Peer,
    private readonly glance: Glance,
  ) {
    peer.outbox.push(encodeWelcome(peer.admission, glance.standing));
  }

  /** A frame came in; more than what came together with the first one does not, until `peer.resume`. */
  readonly hear = (frame: Uint8Array | null): void => {
    this.peer.hold();
    this.kept.push(frame);
    const message = this.kept.length === 1 && frame ? parseFrame(frame) : null;
    if (message?.kind !== 'question' || !isNothing(message.vector)) return;
    this.isAnswered = true;
    this.peer.outbox.pushDocument(encodeSync(SYNC.step2, this.glance.data));
  };
}
