import type * as Y from 'yjs';
import { versionOf } from '../../../lib/collab/document';
import { SYNC } from '../../../lib/collab/protocol';
import type { SessionId } from '../../../lib/core/ids';
import { encodeSync, encodeWelcome } from '../links/messages';
import type { Peer } from '../links/peer';
import type { RoomDeps } from './deps';

/** Everybody who is in a room, and what they are all told. */
export class Audience {
  readonly peers = new Set<Peer>();

  constructor(
    private readonly sessionId: SessionId,
    private readonly lossOf: RoomDeps['lossOf'],
  ) {}

  /** Tells people who they are to the others, and how the journey stands. */
  greet(doc: Y.Doc, people: Iterable<Peer>): void {
    const standing = { schemaVersion: versionOf(doc), loss: this.lossOf(this.sessionId) };
    for (const { admission, outbox } of people) outbox.push(encodeWelcome(admission, standing));
  }

  /** Shows an update to everybody who reads along, but for who made it. */
  show(update: Uint8Array, maker: Peer | null): void {
    const frame = encodeSync(SYNC.update, update);
    for (const peer of this.peers) if (peer !== maker && peer.isReading && !peer.isGone) peer.outbox.push(frame);
  }

  /** Ends the connections of all. @param code of `CLOSE` */
  close(code: number): void {
    for (const peer of this.peers) peer.close(code);
  }
}
