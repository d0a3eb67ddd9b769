import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { isReadable } from '../../lib/collab/document';
import { readJourney } from '../../lib/collab/mirror';
import { CLOSE, MAX_SYNC_FRAME } from '../../lib/collab/protocol';
import { seedJourney } from '../../lib/collab/seed';
import type { MemberId, SessionId } from '../../lib/core/ids';
import { SCHEMA_VERSION } from '../../lib/journey/meta';
import { templates } from '../../lib/method/templates/registry';
import { type Clock, systemClock } from './clock';
import { type Admission, JourneyUnreadable, type Rooms } from './contract';
import { Door } from './door';
import { startHeartbeat } from './heartbeat';
import { LiveRooms, SessionGone } from './live-rooms';
import type { RoomsOptions } from './options';
import { Peer } from './peer';
import type { Room } from './room';
import { serve } from './serve';
import { deny, examine, readTarget, type Target } from './upgrade';
import { Writer } from './writer';

/** How long `shutdown` waits for the disk (milliseconds); what was not acknowledged by then the clients still have. */
const STORING_MS = 2_500;
/** How long it waits for calendar rows and compaction, which the next start can do as well. */
const TIDYING_MS = 1_000;
/** Room for a frame's own words around the largest update. */
const FRAME_MARGIN = 64;

/** Why a socket cannot be served although its owner was let in. */
function closeCodeFor(error: unknown): number {
  return error instanceof SessionGone ? CLOSE.sessionGone : CLOSE.unreadable;
}

const isMember =
  (sessionId: SessionId, memberId: MemberId) =>
  (admission: Admission): boolean =>
    admission.sessionId === sessionId && admission.identity.memberId === memberId;

class SyncServer implements Rooms {
  private readonly clock: Clock;
  private readonly live: LiveRooms;
  private readonly peers = new Set<Peer>();
  private readonly sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    // Compressed messages are a way to make a server unpack gigabytes.
    perMessageDeflate: false,
    maxPayload: MAX_SYNC_FRAME + FRAME_MARGIN,
  });
  private readonly door: Door;
  private readonly stopHeartbeat: () => void;
  private stopped: Promise<void> | undefined;
  /** Raised whenever somebody loses access, so that a socket that is being let in right now is examined again. */
  private revocations = 0;

  constructor(private readonly options: RoomsOptions) {
    this.clock = options.clock ?? systemClock;
    this.door = new Door(options.most);
    const writer = new Writer(options.journeys, this.clock, options.log);
    this.live = new LiveRooms({ ...options, clock: this.clock, writer, onGone: (id) => void this.closeSession(id) });
    this.stopHeartbeat = startHeartbeat(() => this.peers, this.clock);
  }

  upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    // A reset while the upgrade is being examined must not end the process.
    stream.on('error', () => stream.destroy());
    const target = readTarget(request.url);
    const leave = target && this.door.knock(this.options.addressOf(request));
    if (this.stopped || !target || !leave) {
      leave?.();
      deny(stream, this.stopped ? 503 : target ? 429 : 404);
      return;
    }
    this.welcome(request, stream, head, target)
      .catch((error: unknown) => {
        this.options.log.error({ err: error }, 'a socket could not be served');
        stream.destroy();
      })
      .finally(leave);
  };

  read: Rooms['read'] = (sessionId, use) =>
    this.using(sessionId, (room) => {
      if (!isReadable(room.doc)) throw new JourneyUnreadable(sessionId);
      return use(readJourney(room.doc), room.doc);
    });

  seed: Rooms['seed'] = (sessionId, { templateId, ...rest }) =>
    this.write(sessionId, (doc) => void seedJourney(doc, { ...rest, template: templates[templateId] }));

  write: Rooms['write'] = (sessionId, change) => this.using(sessionId, (room) => room.write(change));

  project: Rooms['project'] = async (sessionId) => {
    if (!this.live.peek(sessionId) && (await this.options.projector.isCurrent(sessionId))) return;
    await this.using(sessionId, async (room) => {
      if (!isReadable(room.doc)) throw new JourneyUnreadable(sessionId);
      await room.projection.bringUp();
    });
  };

  closeSession: Rooms['closeSession'] = async (sessionId) => {
    this.closeAll(CLOSE.sessionGone, (admission) => admission.sessionId === sessionId);
    this.live.discard(sessionId);
  };

  closeMember: Rooms['closeMember'] = (sessionId, memberId) =>
    this.closeAll(CLOSE.removed, isMember(sessionId, memberId));

  renewMember: Rooms['renewMember'] = (sessionId, memberId) =>
    this.closeAll(CLOSE.memberChanged, isMember(sessionId, memberId));

  closeSignIn: Rooms['closeSignIn'] = (signInId) =>
    this.closeAll(CLOSE.signedOut, (admission) => admission.signInId === signInId);

  figures: Rooms['figures'] = () => ({ rooms: this.live.size, connections: this.peers.size });

  shutdown: Rooms['shutdown'] = () => {
    this.stopped ??= this.stop();
    return this.stopped;
  };

  private closeAll(code: number, isMeant: (admission: Admission) => boolean): void {
    this.revocations += 1;
    for (const peer of [...this.peers]) if (isMeant(peer.admission)) peer.close(code);
  }

  private async stop(): Promise<void> {
    this.stopHeartbeat();
    for (const peer of this.peers) peer.pause();
    await this.within(STORING_MS, Promise.all([...this.live.all()].map((room) => room.settled())));
    await Promise.all([...this.peers].map((peer) => peer.closed(CLOSE.tryAgain)));
    await this.within(TIDYING_MS, this.live.emptied());
    for (const room of this.live.all()) room.projection.stop();
  }

  private async welcome(request: IncomingMessage, stream: Duplex, head: Buffer, target: Target): Promise<void> {
    const { revocations } = this;
    const admission = await examine(request, target, this.options);
    if (typeof admission === 'number') return deny(stream, admission);
    const room = await this.live.acquire(target.sessionId).catch((error: unknown) => closeCodeFor(error));
    const refusal = typeof room === 'number' ? room : this.refusalFor(room, target);
    if (stream.destroyed || this.stopped || revocations !== this.revocations) {
      if (typeof room !== 'number') this.live.release(room);
      return stream.destroyed || this.stopped ? deny(stream, 503) : this.welcome(request, stream, head, target);
    }
    const leave = this.door.enter(this.options.addressOf(request), admission.identity.memberId);
    if (!leave) {
      if (typeof room !== 'number') this.live.release(room);
      return deny(stream, 429);
    }
    stream.once('close', leave);
    let isServed = false;
    this.sockets.handleUpgrade(request, stream, head, (socket) => {
      if (refusal !== null || typeof room === 'number') return this.refuse(socket, refusal ?? CLOSE.unreadable);
      isServed = true;
      this.serve(socket, stream, admission, room);
    });
    // Refused, or not a proper handshake: nobody will come to give the room back.
    if (!isServed && typeof room !== 'number') this.live.release(room);
  }

  private refusalFor(room: Room, target: Target): number | null {
    if (!isReadable(room.doc)) return CLOSE.unreadable;
    return target.schemaVersion < SCHEMA_VERSION ? CLOSE.tooOld : null;
  }

  private refuse(socket: WebSocket, code: number): void {
    socket.on('error', () => undefined);
    socket.close(code);
    const cancel = this.clock.after(1_000, () => socket.terminate());
    socket.once('close', cancel);
  }

  private serve(socket: WebSocket, stream: Duplex, admission: Admission, room: Room): void {
    const peer = new Peer(admission, socket, stream, this.clock);
    this.peers.add(peer);
    serve(room, peer, socket, this.clock, () => {
      this.peers.delete(peer);
      this.live.release(room);
    });
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
