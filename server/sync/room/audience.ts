import type * as Y from 'yjs';
import { versionOf } from '../../../lib/collab/document';
import { SYNC } from '../../../lib/collab/protocol';
import type { SessionId } from '../../../lib/core/ids';
import { encodeSync, encodeWelcome } from '../links/messages';
import type { Peer } from '../links/peer';
import type { RoomDeps } from './deps';
import type { Line } from './line';

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

  /** Shows an update to everybody who reads along, but for who made it. @param among whom; everybody unless given */
  show(update: Uint8Array, maker: Peer | null, among: Iterable<Peer> = this.peers): void {
    const frame = encodeSync(SYNC.update, update);
    for (const peer of among) if (peer !== maker && peer.isReading && !peer.isGone) peer.outbox.push(frame);
  }

  /** Shows an update of another process: at once, whatever waits in the line, because it is on the disk, and so is all that it builds on. */
  showStored(update: Uint8Array, line: Line): void {
    const others = [...this.peers].filter(({ isReading }) => !isReading);
    this.show(update, null);
    // The answer that somebody waits for may be from before it.
    if (others.length > 0) line.after(() => this.show(update, null, others));
  }

  /** Ends the connections of all. @param code of `CLOSE` */
  close(code: number): void {
    for (const peer of this.peers) peer.close(code);
  }
}
