import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { isReadable } from '../../lib/collab/document';
import { versionAfter } from '../../lib/collab/migrations/migration';
import { migrations } from '../../lib/collab/migrations/registry';
import { seedJourney } from '../../lib/collab/seed';
import type { SessionId } from '../../lib/core/ids';
import { templates } from '../../lib/method/templates/registry';
import { type Clock, systemClock } from './clock';
import { HeadWatch } from './cluster/head-watch';
import { noRelay, type Relay, type Revocation } from './cluster/relay';
import { JourneyUnreadable, type Rooms } from './contract';
import { Attendance } from './door/attendance';
import { Entrances } from './door/entrances';
import { Reception } from './door/reception';
import type { RoomsOptions } from './options';
import { LiveRooms } from './room/live-rooms';
import type { Room } from './room/room';
import { Writer } from './room/writer';
import { unwatched } from './watch';

/** How long `shutdown` waits for the disk (milliseconds); what was not acknowledged by then the clients still have. */
const STORING_MS = 2_500;
/** How long it waits for calendar rows and compaction, which the next start can do as well. */
const TIDYING_MS = 1_000;
/** After so many edits a log is compacted while people work, so that whoever opens the journey next has little to read. */
const COMPACT_EVERY = 1_000;
/** A message between processes may get lost, so with several of them everybody is looked up this often (milliseconds). */
const SHARED_REVIEW_MS = 1_000;

class SyncServer implements Rooms {
  private readonly clock: Clock;
  private readonly live: LiveRooms;
  private readonly attendance: Attendance;
  private readonly reception: Reception;
  private readonly entrances: Entrances;
  private readonly writer: Writer;
  private readonly relay: Relay;
  private readonly headWatch: HeadWatch | undefined;
  /** The version of the document's shape that this build has. */
  private readonly newest: number;
  private stopped: Promise<void> | undefined;

  constructor(private readonly options: RoomsOptions) {
    const usual = { migrations, watch: unwatched, relay: noRelay, clock: systemClock, compactEvery: COMPACT_EVERY };
    const given = { ...usual, lossOf: () => null, ...options };
    const { clock, log, relay, watch } = given;
    this.clock = clock;
    this.relay = relay;
    this.newest = versionAfter(given.migrations);
    this.writer = new Writer(options.journeys, clock, log, watch, () => 1 + relay.figures().neighbours);
    const onGone = (id: SessionId) => void this.closeSession(id);
    this.live = new LiveRooms({ ...given, writer: this.writer, onGone });
    this.reception = new Reception(options, this.live, clock, () => this.stopped !== undefined);
    this.attendance = new Attendance({
      ...given,
      reviewEveryMs: options.reviewEveryMs ?? (relay.isShared ? SHARED_REVIEW_MS : undefined),
      onOffence: (memberId) => this.reception.blame(memberId),
    });
    this.entrances = new Entrances({ ...given, reception: this.reception, serve: this.attendance.serve });
    const watched = { ...given, rooms: () => this.live.all(), isUp: () => !relay.isShared || relay.figures().isUp };
    if (relay.isShared || options.journeys.mayGoBack) this.headWatch = new HeadWatch(watched);
    relay.attend({ onRevoked: (revocation) => this.revokeHere(revocation), onMissed: () => this.headWatch?.soon() });
  }

  upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void =>
    this.entrances.upgrade(request, stream, head);

  answer: Rooms['answer'] = (request, response) => this.entrances.answer(request, response);

  read: Rooms['read'] = (sessionId, use) =>
    this.using(sessionId, (room) => {
      if (!isReadable(room.doc, this.newest)) throw new JourneyUnreadable(sessionId);
      return room.read(use);
    });

  seed: Rooms['seed'] = (sessionId, { templateId, ...rest }) =>
    this.write(sessionId, (doc) => void seedJourney(doc, { ...rest, template: templates[templateId] }));

  write: Rooms['write'] = (sessionId, change) => this.using(sessionId, (room) => room.write(change));

  project: Rooms['project'] = async (sessionId) => {
    if (!this.live.peek(sessionId) && (await this.options.projector.isCurrent(sessionId))) return;
    await this.using(sessionId, async (room) => {
      if (!isReadable(room.doc, this.newest)) throw new JourneyUnreadable(sessionId);
      await room.projection.bringUp();
    });
  };

  tidy: Rooms['tidy'] = async (before) => {
    for (const sessionId of await this.options.journeys.untidied(before)) {
      if (this.stopped) return;
      // One that cannot be read was logged, and keeps the others from nothing.
      await this.using(sessionId, (room) => room.compact()).catch(() => undefined);
    }
  };

  closeSession: Rooms['closeSession'] = async (sessionId) => this.revoke({ kind: 'session', sessionId });

  closeMember: Rooms['closeMember'] = (sessionId, memberId) => this.revoke({ kind: 'removed', sessionId, memberId });

  renewMember: Rooms['renewMember'] = (sessionId, memberId) => this.revoke({ kind: 'changed', sessionId, memberId });

  greetAgain: Rooms['greetAgain'] = (sessionId) => {
    const room = this.live.peek(sessionId);
    room?.audience.greet(room.doc, room.peers);
  };

  closeSignIn: Rooms['closeSignIn'] = (signInId) => this.revoke({ kind: 'signIn', signInId });

  figures: Rooms['figures'] = () => ({ rooms: this.live.size, connections: this.attendance.size });

  gauges: Rooms['gauges'] = () => {
    const bytes = [...this.live.all()].map((room) => room.bytes);
    const documentBytes = { sum: bytes.reduce((sum, size) => sum + size, 0), largest: Math.max(0, ...bytes) };
    const relay = this.relay.isShared ? this.relay.figures() : null;
    const { waiting } = this.writer;
    return { rooms: this.live.size, connections: this.attendance.byKind(), waiting, documentBytes, relay };
  };

  health: Rooms['health'] = () => {
    const { failingSince } = this.writer;
    const notStoringForMs = failingSince === null ? 0 : Math.max(0, this.clock.now() - failingSince);
    const relay = this.relay.isShared ? (this.relay.figures().isUp ? 'up' : 'down') : 'none';
    return { isStopping: this.stopped !== undefined, notStoringForMs, relay };
  };

  shutdown: Rooms['shutdown'] = () => {
    this.stopped ??= this.stop();
    return this.stopped;
  };

  /** Here and in every other process. */
  private revoke(revocation: Revocation): void {
    this.relay.revoke(revocation);
    this.revokeHere(revocation);
  }

  private revokeHere(revocation: Revocation): void {
    // Also for who is being let in right now.
    this.reception.revoked();
    this.attendance.revoke(revocation);
    if (revocation.kind === 'session') this.live.discard(revocation.sessionId);
  }

  private async stop(): Promise<void> {
    this.headWatch?.stop();
    this.attendance.pause();
    await this.within(
      STORING_MS,
      Promise.all([...this.live.all()].map((room) => room.settled().catch(() => undefined))),
    );
    await this.attendance.dismiss();
    await this.within(TIDYING_MS, this.live.emptied());
    for (const room of this.live.all()) room.projection.stop();
    await this.relay.stop();
  }

  private within(ms: number, work: Promise<unknown>): Promise<unknown> {
    return Promise.race([work, new Promise<void>((done) => this.clock.after(ms, done))]);
  }

  private async using<T>(sessionId: SessionId, use: (room: Room) => T | Promise<T>): Promise<T> {
    const room = await this.live.acquire(sessionId);
    try {
      return await use(room);
    } finally {
      this.live.release(room);
    }
  }
}

/** Builds the live documents of this process. */
export function createRooms(options: RoomsOptions): Rooms {
  return new SyncServer(options);
}
