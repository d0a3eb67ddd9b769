import type { Logger } from 'pino';
import * as Y from 'yjs';
import { newDocument, versionOf } from '../../lib/collab/document';
import { readJourney } from '../../lib/collab/mirror';
import { CLOSE, encodeJson, MESSAGE, SYNC } from '../../lib/collab/protocol';
import type { SessionId } from '../../lib/core/ids';
import type { JourneyLog, StoredJourney } from '../db/contract';
import type { Clock } from './clock';
import type { Projector } from './contract';
import { Gate } from './gate';
import { encodeSync } from './messages';
import type { Peer } from './peer';
import { Presence } from './presence';
import { Projection } from './projection';
import type { Writer } from './writer';

/** A log with more pieces than this is compacted while people work. */
const LONG_LOG = 500;

/** What waits its turn: an update for the disk, or a frame without news that must not be acknowledged before those. */
type Waiting = {
  readonly update: Uint8Array | null;
  readonly peer: Peer | null;
  readonly frame: number;
  readonly done?: () => void;
};

/** What a room needs of the rest of the server. */
export type RoomDeps = {
  readonly journeys: JourneyLog;
  readonly projector: Projector;
  readonly writer: Writer;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** The session was deleted while its room was in use. */
  readonly onGone: (sessionId: SessionId) => void;
};

/**
 * One live journey: gate → store → apply → relay → ack, in that order. `doc` is what is on disk, so whatever anybody
 * gets to see survives a crash (design §4.1).
 */
export class Room {
  /** The document as stored. */
  readonly doc = newDocument();
  readonly peers = new Set<Peer>();
  readonly presence: Presence;
  readonly projection: Projection;
  /** Connections and requests that use the room. */
  holders = 0;
  /** Counts what was queued, to see whether anything happened meanwhile. */
  version = 0;
  /** Memory and disk differ, which must never be; the room is given up and loaded anew. */
  isBroken = false;
  private readonly gate: Gate;
  private waiting: Waiting[] = [];
  private seq: number;
  private pieces: number;
  private compacting: Promise<void> | undefined;

  /** Throws when the stored bytes do not load; nothing is changed then. */
  constructor(
    readonly sessionId: SessionId,
    stored: StoredJourney,
    private readonly deps: RoomDeps,
  ) {
    for (const part of stored.parts) Y.applyUpdate(this.doc, part);
    if (this.doc.store.pendingStructs || this.doc.store.pendingDs) throw new Error('pieces of the journey are missing');
    this.seq = stored.seq;
    this.pieces = stored.parts.length;
    this.gate = new Gate(this.doc, () => this.waiting.flatMap(({ update }) => update ?? []));
    this.presence = new Presence(this.peers, deps.clock);
    const read = () => ({ journey: readJourney(this.doc), seq: this.seq });
    this.projection = new Projection({ sessionId, read }, deps.projector, deps.clock, deps.log);
  }

  /** Lets somebody in: who they are to the others, then the question what they have that the room has not. */
  join(peer: Peer): void {
    const { identity, isOwner } = peer.admission;
    const welcome = { memberId: identity.memberId, role: identity.role, isOwner, schemaVersion: versionOf(this.doc) };
    peer.outbox.push(encodeJson(MESSAGE.welcome, welcome));
    peer.outbox.push(encodeSync(SYNC.step1, Y.encodeStateVector(this.doc)));
    this.presence.introduce(peer);
    this.peers.add(peer);
  }

  /** Takes somebody out. */
  leave(peer: Peer): void {
    if (this.peers.delete(peer)) this.presence.leave(peer);
  }

  /** Answers what of the stored document a client lacks; throws when its state vector is broken. */
  answer(peer: Peer, vector: Uint8Array): void {
    peer.outbox.push(encodeSync(SYNC.step2, Y.encodeStateAsUpdate(this.doc, vector)));
    peer.isReading = true;
  }

  /** An update of a client: judged, and queued for the disk when it is news. */
  receive(peer: Peer, update: Uint8Array, isAnswer: boolean): void {
    const frame = peer.count();
    const verdict = this.gate.judge(update, peer.author, isAnswer);
    if (verdict.kind === 'refused') {
      this.deps.log.info(
        { session: this.sessionId, member: peer.author.memberId, reason: verdict.reason },
        'edit refused',
      );
      peer.refuse(verdict.reason, frame);
      if (verdict.isFatal) peer.close(CLOSE.badFrame);
      return;
    }
    this.queue({ update: verdict.kind === 'news' ? update : null, peer, frame });
  }

  /** Writes as the server; resolves when it is on disk and sent to everybody. */
  write(change: (doc: Y.Doc) => void): Promise<void> {
    const update = this.gate.compose(change);
    return new Promise((done) => this.queue({ update, peer: null, frame: 0, done }));
  }

  /** Resolves when everything that was received before is on disk. */
  settled(): Promise<void> {
    return new Promise((done) => this.queue({ update: null, peer: null, frame: 0, done }));
  }

  /** The writer reports that the oldest `count` updates are on disk. */
  stored(count: number, seq: number): void {
    this.seq = seq;
    this.pieces += count;
    for (let left = count; left > 0; left -= 1) {
      const entry = this.waiting.shift();
      if (entry) this.promote(entry);
      this.passMarkers();
    }
    if (this.isBroken) return;
    this.projection.touch();
    if (this.pieces > LONG_LOG) void this.compact();
  }

  /** The writer reports that the session was deleted. */
  gone(): void {
    this.deps.onGone(this.sessionId);
  }

  /** Replaces the log by one piece, when that saves anything; deleted text leaves the disk with it (checks P6). */
  async compact(): Promise<void> {
    if (this.compacting || this.pieces < 2 || this.isBroken) return this.compacting;
    const { seq, pieces } = this;
    this.compacting = this.deps.journeys
      .compact(this.sessionId, seq, Y.encodeStateAsUpdate(this.doc))
      .then(() => {
        this.pieces -= pieces - 1;
      })
      .catch((error: unknown) => {
        this.deps.log.warn(
          { err: error, session: this.sessionId },
          'the log could not be compacted; it stays as it was',
        );
      })
      .finally(() => {
        this.compacting = undefined;
      });
    return this.compacting;
  }

  /** Frees the memory. Nothing may be waiting. */
  destroy(): void {
    this.projection.stop();
    this.gate.destroy();
    this.doc.destroy();
  }

  private queue(entry: Waiting): void {
    this.waiting.push(entry);
    if (entry.update) {
      this.version += 1;
      const memberId = entry.peer?.author.memberId ?? null;
      this.deps.writer.add({ sessionId: this.sessionId, data: entry.update, memberId }, this);
    } else this.passMarkers();
  }

  /** Everything without an update that has nothing before it is through. */
  private passMarkers(): void {
    while (this.waiting[0] && this.waiting[0].update === null) {
      const entry = this.waiting.shift();
      entry?.peer?.acknowledge(entry.frame);
      entry?.done?.();
    }
  }

  private promote({ update, peer, frame, done }: Waiting): void {
    if (update && !this.isBroken && this.applied(update)) {
      const relayed = encodeSync(SYNC.update, update);
      for (const other of this.peers)
        if (other !== peer && other.isReading && !other.isGone) other.outbox.push(relayed);
    }
    peer?.acknowledge(frame);
    done?.();
  }

  private applied(update: Uint8Array): boolean {
    try {
      Y.applyUpdate(this.doc, update);
      return true;
    } catch (error) {
      this.isBroken = true;
      this.deps.log.error({ err: error, session: this.sessionId }, 'a stored edit does not apply; loading anew');
      for (const peer of this.peers) peer.close(CLOSE.tryAgain);
      return false;
    }
  }
}
