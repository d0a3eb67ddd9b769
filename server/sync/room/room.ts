import * as Y from 'yjs';
import { isNewer } from '../../../lib/collab/migrations/migration';
import { readJourney } from '../../../lib/collab/mirror';
import { CLOSE, SYNC } from '../../../lib/collab/protocol';
import type { SessionId } from '../../../lib/core/ids';
import type { Journey } from '../../../lib/journey/journey';
import type { StoredJourney } from '../../db/contract';
import { Others } from '../cluster/others';
import type { RelayedPiece } from '../cluster/relay';
import { JourneyTooNew, JourneyUnreadable, SessionGone } from '../contract';
import { encodeSync } from '../links/messages';
import type { Peer } from '../links/peer';
import { Audience } from './audience';
import { Compaction } from './compaction';
import type { RoomDeps } from './deps';
import { Gate } from './gate';
import { Intake } from './intake';
import { Line } from './line';
import { LiveDocument } from './live-document';
import { Owners } from './owners';
import { Presence } from './presence';
import { Projection } from './projection';
import { PutBack } from './put-back';
import { piecesOf, type Rest } from './rest';
import { Sight } from './sight';
import { clocksIn } from './update-facts';

/**
 * One live journey: gate → store → relay → ack, in that order. The document in memory is ahead of the disk by what waits
 * in the line; whatever is worked out from it is shown only when the disk is that far, so that anything that anybody
 * gets to see survives a crash (design §4.1).
 */
export class Room {
  readonly audience: Audience;
  readonly presence: Presence;
  readonly projection: Projection;
  /** What other processes stored, and how far the log is. */
  readonly others: Others;
  /** Connections and requests that use the room. */
  holders = 0;
  /** Counts what was queued, to see whether anything happened meanwhile. */
  version = 0;
  /** Memory and disk differ, or a later build was at work: the room is given up and loaded anew. */
  isBroken = false;
  private readonly gate: Gate;
  private readonly line = new Line();
  private readonly sight: Sight;
  private readonly compaction: Compaction;
  private readonly putBack: PutBack;
  private readonly restoredAt: number;
  /** The number of the last piece that it was built from. */
  readonly openedAt: number;
  /** Updates that never made it to the disk, when another process put the journey back. */
  private unstored: readonly RelayedPiece[] | null = null;

  /** Opens a stored journey. Throws when its bytes do not load; nothing is changed then. */
  static async open(sessionId: SessionId, stored: StoredJourney, deps: RoomDeps): Promise<Room> {
    const lost = stored.restored > 0 ? clocksIn(await deps.journeys.aside(sessionId)) : undefined;
    const live = await LiveDocument.load(stored.parts, deps.clock);
    return new Room(sessionId, stored, live, new Owners(stored.authors, lost), deps);
  }

  private constructor(
    readonly sessionId: SessionId,
    stored: StoredJourney,
    private readonly live: LiveDocument,
    private readonly owners: Owners,
    private readonly deps: RoomDeps,
  ) {
    this.restoredAt = stored.restored;
    this.openedAt = stored.seq;
    this.audience = new Audience(sessionId, deps.lossOf);
    this.gate = new Gate(live, owners);
    this.sight = new Sight(sessionId, live, this.line, () => this.others.caughtUp(), deps);
    this.compaction = new Compaction({ sessionId, live, line: this.line, sight: this.sight }, stored, deps);
    this.presence = new Presence(sessionId, this.peers, owners, deps);
    const read = () => this.others.filled().then(() => this.read((journey) => ({ journey, seq: this.seq })));
    this.projection = new Projection({ sessionId, read }, deps);
    const { restoredAt, audience, gate, line, presence } = this;
    const [renew, gone, wentBack] = [() => this.renew(), () => this.gone(), () => this.putBack.begin()];
    const held = { sessionId, restoredAt, seq: () => this.seq, whole: () => live.encode(), renew, gone };
    this.putBack = new PutBack(held, deps);
    const [giveUp, isBroken] = [(code: number) => this.giveUp(code), () => this.isBroken];
    const taking = { sessionId, live, gate, owners, audience, line, presence, isBroken, giveUp, wentBack };
    const intake = new Intake(taking, deps);
    const takeIn = {
      next: intake.next,
      rest: intake.rest,
      restored: renew,
      has: ({ data }: RelayedPiece) => gate.has(data),
      wentBack,
      progressed: (isOurs: boolean) => this.noteProgress(isOurs),
    };
    this.others = new Others(sessionId, stored, takeIn, deps);
  }

  /** Who is in. */
  get peers(): Set<Peer> {
    return this.audience.peers;
  }

  /** The document, which may be ahead of the disk. For looking only; not to be kept. */
  get doc(): Y.Doc {
    return this.live.doc;
  }

  /** Bytes of the document, about. */
  get bytes(): number {
    return this.live.bytes;
  }

  /** Everything up to this number of the log is in memory. */
  get seq(): number {
    return this.others.seq;
  }

  /** Lets somebody in, and asks what they have that the room has not. */
  join(peer: Peer): void {
    peer.outbox.push(encodeSync(SYNC.step1, Y.encodeStateVector(this.doc)));
    this.peers.add(peer);
  }

  /** Takes somebody out. */
  leave(peer: Peer): void {
    if (this.peers.delete(peer)) this.presence.leave(peer);
  }

  /**
   * Answers what of the document a client lacks, once it is stored; throws when its state vector is broken.
   *
   * @param vector `null` for who was shown what the room was built from
   */
  answer(peer: Peer, vector: Uint8Array | null): void {
    const follow = () => {
      // Who never asks for the document costs nothing: neither edits nor the presence of the others are sent to them.
      if (!peer.isReading) this.presence.introduce(peer);
      peer.isReading = true;
    };
    const show = (answer: Uint8Array) => {
      peer.outbox.pushDocument(encodeSync(SYNC.step2, answer));
      follow();
    };
    const lacking = (doc: Y.Doc) => (doc === this.doc ? this.live.lackedBy(vector) : this.live.lackedIn(doc, vector));
    // Before the disk is read, so that nothing falls between what is read and what is relayed.
    this.sight.see(lacking, { show, beforeDisk: follow });
  }

  /** An update of a client: judged, and queued for the disk when it is news. */
  receive(peer: Peer, update: Uint8Array): void {
    const frame = peer.count();
    const { memberId } = peer.author;
    const verdict = this.gate.judge(update, peer.author, this.deps.lossOf(this.sessionId) !== null);
    if (verdict.kind === 'news') this.store({ data: update, memberId, authors: verdict.authors }, peer, frame);
    else if (verdict.kind === 'known') this.line.after(() => peer.acknowledge(frame));
    else if (verdict.lack && this.putBack.mayLack(verdict.lack)) peer.close(CLOSE.tryAgain);
    else {
      peer.refuse(verdict.reason, frame);
      if (verdict.isFatal) peer.close(CLOSE.badFrame);
    }
  }

  /** Writes as the server; resolves when it is on disk and sent to everybody. Throws `SessionGone`, or `JourneyUnreadable` when given up. */
  async write(change: (doc: Y.Doc) => void): Promise<void> {
    if (this.isBroken) throw this.lost();
    const data = this.gate.compose(change);
    if (data) this.store({ data, memberId: null }, null, 0);
    await this.settled();
  }

  /** What the journey says now, once that is on disk. Throws `SessionGone` or `JourneyTooNew`. */
  async read<T>(use: (journey: Journey, doc: Y.Doc) => T): Promise<T> {
    const answer = await new Promise<T>((show, fail) => {
      this.sight.see((doc) => use(readJourney(doc), doc), { show, lost: () => fail(this.lost()) });
    });
    if (isNewer(this.doc, this.deps.migrations)) throw new JourneyTooNew(this.sessionId);
    return answer;
  }

  /** Resolves when everything that was received before is on disk. Throws `SessionGone`. */
  settled(): Promise<void> {
    return new Promise((done, fail) => this.line.after(done, () => fail(this.lost())));
  }

  /** The writer sends the oldest updates to the disk. */
  sending(): void {
    this.others.sending();
  }

  /** The writer reports that the oldest `count` updates are on disk. */
  stored(count: number, last: number): void {
    this.others.stored(last - count + 1, this.line.pass(count));
    this.compaction.noteStored(count, last, () => this.compact());
    this.presence.goAlong();
  }

  /** The writer reports that the session was deleted. */
  gone(): void {
    this.deps.onGone(this.sessionId);
  }

  /** The writer reports that the journey was put back by another process, and that what waits can never be stored. */
  restored(): void {
    this.unstored = this.line.abandon();
    this.renew();
  }

  /** Takes everybody out, and takes in nothing more of what they send. @returns them; they are still to be told */
  empty(): readonly Peer[] {
    const all = [...this.peers];
    for (const peer of all) {
      peer.pause();
      this.leave(peer);
    }
    return all;
  }

  /** What a journey that was put back may lack: everything that is in memory here; `null` when it was not put back. */
  get rest(): Rest | null {
    if (!this.unstored) return null;
    return {
      seq: this.seq,
      whole: Y.encodeStateAsUpdate(this.doc),
      authors: this.owners.kept,
      unstored: this.unstored,
    };
  }

  /** Brings back what this process had of the journey before it was put back. Throws as `write` does. */
  async bringBack(rest: Rest): Promise<void> {
    const data = this.gate.compose((doc) => Y.applyUpdate(doc, rest.whole));
    if (data) this.store({ data, memberId: null }, null, 0);
    for (const piece of piecesOf(rest, this.owners)) this.store(piece, null, 0);
    this.putBack.noteBack();
    await this.settled();
  }

  /**
   * Whether the database surely has everything that is in memory; what is not kept is put back. Where it may go back, what a room has
   * when the last one leaves may be all there is.
   */
  async isKept(): Promise<boolean> {
    return this.isBroken || !this.deps.journeys.mayGoBack || this.others.isKept();
  }

  /** Replaces the log by one piece, when that saves anything. */
  async compact(): Promise<void> {
    if (!this.isBroken) await this.compaction.run(this.seq);
  }

  /** Frees the memory. What waits is given up. */
  destroy(): void {
    this.others.stop();
    this.presence.stop();
    this.projection.stop();
    this.compaction.stop();
    this.putBack.stop();
    this.line.abandon();
    this.live.destroy();
  }

  private store(piece: RelayedPiece, peer: Peer | null, frame: number): void {
    const { data, memberId, authors } = piece;
    const pending = { sessionId: this.sessionId, data, memberId, authors, restored: this.restoredAt };
    const { clock, watch } = this.deps;
    const cameAt = clock.now();
    this.version += 1;
    this.line.add(pending, () => {
      this.audience.show(data, peer);
      if (!peer) return;
      peer.acknowledge(frame);
      watch.acknowledged((clock.now() - cameAt) / 1_000);
    });
    this.deps.writer.add(pending, this);
  }

  /** Whoever holds it goes on with the journey as it was put back. */
  private renew(): void {
    if (this.isBroken) return;
    this.isBroken = true;
    this.unstored ??= [];
    this.deps.onRestored(this.sessionId);
  }

  private lost(): Error {
    return this.isBroken ? new JourneyUnreadable(this.sessionId) : new SessionGone(this.sessionId);
  }

  private giveUp(code: number): void {
    this.isBroken = true;
    this.projection.stop();
    this.audience.close(code);
  }

  private noteProgress(isOurs: boolean): void {
    if (this.isBroken) return;
    // Whoever stored an edit lets the rows follow; twice would be work for nothing. Who reads the rows has them brought up anyhow.
    if (isOurs) this.projection.touch();
  }
}
