import { isNewer, isOutdated, migrate, versionAfter } from '../../../lib/collab/migrations/migration';
import { CLOSE } from '../../../lib/collab/protocol';
import type { SessionId } from '../../../lib/core/ids';
import type { StoredJourney } from '../../db/contract';
import { JourneyTooNew, JourneyUnreadable, SessionGone } from '../contract';
import type { RoomDeps } from './deps';
import { type Glance, glanceOf } from './glance';
import { OneByOne } from './one-by-one';
import { replaceStored } from './put-back';
import type { Rest } from './rest';
import { Room } from './room';

/** Pauses after work that nobody waits for (milliseconds). */
const PAUSES = {
  compacting: () => 100,
  // At most a tenth of the time, however many sessions there are: rows that are read are brought up first anyway.
  following: (tookMs: number) => 9 * tookMs,
  // Half of the time: an empty room takes memory for as long as it waits.
  closing: (tookMs: number) => tookMs,
};
/** How often it is asked whether a room that nobody is in is in the database (milliseconds). */
const KEPT_MS = 1_000;
/** How often a journey is read of which pieces are missing, before it is taken for damaged. */
const ATTEMPTS = 3;
/** Longest pause between attempts to bring back what this process had of a journey that was put back (milliseconds). */
const SLOWEST_MS = 30_000;
/** How long a deleted session's id is refused: its id never comes back, but the requests under way might (milliseconds). */
const GONE_MS = 300_000;

/**
 * The rooms that somebody uses. A room is loaded when the first one comes and unloaded when the last one has left and
 * everything is on disk; whoever joins in between simply uses it on, so there is no moment at which a second copy of
 * a document could be loaded (checks T9).
 */
export class LiveRooms {
  private readonly rooms = new Map<SessionId, Promise<Room>>();
  private readonly loaded = new Map<SessionId, Room>();
  /** What was read for rooms that are being built. */
  private readonly glances = new Map<SessionId, Promise<Glance | null>>();
  private readonly retiring = new Set<Room>();
  private readonly gone = new Set<SessionId>();
  /** What this process had of journeys that were put back, until it is in there. */
  private readonly rests = new Map<SessionId, Rest>();
  private whenEmpty: (() => void)[] = [];

  private readonly deps: RoomDeps;

  constructor(deps: Omit<RoomDeps, 'onRestored' | 'turns'>) {
    const turns = {
      compacting: new OneByOne(deps.clock, PAUSES.compacting),
      following: new OneByOne(deps.clock, PAUSES.following),
      closing: new OneByOne(deps.clock, PAUSES.closing),
    };
    this.deps = { ...deps, turns, onRestored: (sessionId) => void this.renew(sessionId) };
  }

  /** The rooms in memory. */
  all(): Iterable<Room> {
    return this.loaded.values();
  }

  get size(): number {
    return this.loaded.size;
  }

  /** Resolves when no room is in memory. */
  emptied(): Promise<void> {
    return this.loaded.size === 0 ? Promise.resolve() : new Promise((done) => this.whenEmpty.push(done));
  }

  /** The room, when it is in memory. */
  peek(sessionId: SessionId): Room | undefined {
    return this.loaded.get(sessionId);
  }

  /**
   * The room, loaded when needed. The caller must `release` it.
   * Throws `JourneyUnreadable` when its bytes do not load, `JourneyTooNew` when a later build wrote it, `SessionGone` when it was deleted.
   */
  async acquire(sessionId: SessionId): Promise<Room> {
    for (;;) {
      if (this.gone.has(sessionId)) throw new SessionGone(sessionId);
      const present = this.rooms.get(sessionId);
      const loading = present ?? this.load(sessionId);
      this.rooms.set(sessionId, loading);
      const room = await loading;
      if (this.gone.has(sessionId)) this.remove(room);
      if (this.loaded.get(sessionId) !== room) continue;
      if (await this.hold(room, present !== undefined)) return room;
      // The writer still tells this room what it stored.
      await room.settled().catch(() => undefined);
      this.remove(room);
    }
  }

  /** A look at a journey whose room is being built, as soon as it is read; `null` without one, and when the room is there. */
  glance(sessionId: SessionId): Promise<Glance | null> {
    return this.glances.get(sessionId) ?? Promise.resolve(null);
  }

  /** Gives a room back; without holders it is stored, projected, compacted and forgotten. */
  release(room: Room): void {
    room.holders -= 1;
    if (room.holders === 0) void this.retire(room);
  }

  /** Ends a room for good. */
  discard(sessionId: SessionId): void {
    this.gone.add(sessionId);
    this.deps.clock.after(GONE_MS, () => this.gone.delete(sessionId));
    this.deps.writer.forget(sessionId);
    this.rests.delete(sessionId);
    this.glances.delete(sessionId);
    const room = this.loaded.get(sessionId);
    if (room) this.remove(room);
  }

  /** @returns whether the room can be used */
  private async hold(room: Room, mayBeBehind: boolean): Promise<boolean> {
    room.holders += 1;
    try {
      // What somebody saw in another process must be here before they come, or their next edit would build on nothing.
      if (!room.isBroken && mayBeBehind) await room.others.caughtUp();
      if (!room.isBroken) return true;
      this.release(room);
      return false;
    } catch (error) {
      this.release(room);
      throw new JourneyUnreadable(room.sessionId, { cause: error });
    }
  }

  private async load(sessionId: SessionId): Promise<Room> {
    try {
      const { room, stored } = await this.open(sessionId);
      this.refuseLater(room);
      await this.complete(room);
      this.loaded.set(sessionId, room);
      this.deps.log.debug({ session: sessionId, pieces: stored.parts.length, bytes: room.bytes }, 'journey loaded');
      if (stored.parts.length > 0) this.heal(room);
      return room;
    } catch (error) {
      this.rooms.delete(sessionId);
      if (error instanceof JourneyTooNew) throw error;
      this.deps.log.error({ err: error, session: sessionId }, 'a journey could not be loaded; it stays as it was');
      throw new JourneyUnreadable(sessionId, { cause: error });
    } finally {
      this.glances.delete(sessionId);
    }
  }

  /**
   * The room of what is stored. That may lack what other pieces build on, in a database that went back: what this process has of it, and
   * was about to bring, is put back first; another one may need a moment.
   */
  private async open(sessionId: SessionId): Promise<{ readonly room: Room; readonly stored: StoredJourney }> {
    const { journeys, remainder, relay, clock } = this.deps;
    let stored = await this.read(sessionId);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return { room: await Room.open(sessionId, stored, this.deps), stored };
      } catch (error) {
        const rest = this.rests.get(sessionId);
        const mayComeBack = rest !== undefined || (relay.isShared && journeys.mayGoBack);
        if (!mayComeBack || attempt === ATTEMPTS) throw error;
        if (rest) await replaceStored(remainder, sessionId, await remainder.inspect(sessionId), rest);
        else await new Promise<void>((done) => void clock.after(KEPT_MS, done));
        stored = await journeys.load(sessionId);
      }
    }
  }

  private read(sessionId: SessionId): Promise<StoredJourney> {
    const { journeys, migrations, lossOf } = this.deps;
    const reading = journeys.load(sessionId);
    const glance = (stored: StoredJourney) =>
      glanceOf(stored, { schemaVersion: versionAfter(migrations), loss: lossOf(sessionId) });
    this.glances.set(
      sessionId,
      reading.then(glance, () => null),
    );
    return reading;
  }

  /** While servers are replaced one by one, this one may meet what its successor wrote. */
  private refuseLater(room: Room): void {
    const { sessionId, doc } = room;
    if (!isNewer(doc, this.deps.migrations)) return;
    room.destroy();
    this.deps.log.warn(
      { session: sessionId },
      'a journey has the shape of a later version; it is left to such a server',
    );
    throw new JourneyTooNew(sessionId);
  }

  /** What must be in it before anybody is let in, stored before anybody sees it. */
  private async complete(room: Room): Promise<void> {
    try {
      await this.migrate(room);
      await this.bringBack(room);
    } catch (error) {
      room.destroy();
      throw error;
    }
  }

  /** To the shape of this version (design §4.6). */
  private async migrate(room: Room): Promise<void> {
    const { migrations, log } = this.deps;
    if (!isOutdated(room.doc, migrations)) return;
    // Another process may have been first.
    await room.others.caughtUp();
    await room.write((doc) => migrate(doc, migrations));
    log.info({ session: room.sessionId }, 'a journey was brought up to this version');
  }

  /** By the server, because a page may hand in only what its own member wrote. */
  private async bringBack(room: Room): Promise<void> {
    const rest = this.rests.get(room.sessionId);
    if (!rest) return;
    await room.bringBack(rest);
    this.rests.delete(room.sessionId);
    this.deps.log.info({ session: room.sessionId }, 'what a journey lacked that was put back is in it again');
  }

  /** Goes on with a journey that was put back, by another process or from what was in memory here. */
  private async renew(sessionId: SessionId): Promise<void> {
    this.deps.log.warn({ session: sessionId }, 'a journey was put back; loading anew');
    const peers = this.loaded.get(sessionId)?.empty() ?? [];
    // Not before that: a page that comes in somewhere else must find there what it builds on.
    await this.comeBack(sessionId);
    for (const peer of peers) peer.close(CLOSE.tryAgain);
    // What is missing in the database, and only here, does not wait for visitors.
    for (let pause = KEPT_MS; this.rests.has(sessionId); pause = Math.min(2 * pause, SLOWEST_MS)) {
      await new Promise<void>((done) => void this.deps.clock.after(pause, done));
      await this.comeBack(sessionId);
    }
  }

  private async comeBack(sessionId: SessionId): Promise<void> {
    await this.acquire(sessionId).then(
      (fresh) => this.release(fresh),
      () => undefined,
    );
  }

  /** A crash between commit and projection leaves rows behind; they catch up now. */
  private heal(room: Room): void {
    this.deps.projector.isCurrent(room.sessionId).then(
      (isCurrent) => {
        if (!isCurrent) room.projection.touch();
      },
      () => room.projection.touch(),
    );
  }

  private async retire(room: Room): Promise<void> {
    if (this.retiring.has(room)) return;
    this.retiring.add(room);
    try {
      while (room.holders === 0 && this.loaded.get(room.sessionId) === room) {
        const { version } = room;
        await room.settled().catch(() => undefined);
        await this.deps.turns.closing.during(() => this.tidy(room));
        const isKept = await room.isKept();
        if (room.holders > 0 || room.version !== version) continue;
        if (isKept) this.remove(room);
        else await new Promise<void>((done) => void this.deps.clock.after(KEPT_MS, done));
      }
    } finally {
      this.retiring.delete(room);
    }
  }

  private async tidy(room: Room): Promise<void> {
    // Somebody may have come in while others had their turn.
    if (room.holders > 0 || room.isBroken || this.gone.has(room.sessionId)) return;
    try {
      await room.projection.finish();
    } catch (error) {
      this.deps.log.warn({ err: error, session: room.sessionId }, 'the calendar rows stay behind until the next visit');
    }
    await room.compact();
  }

  private remove(room: Room): void {
    if (this.loaded.get(room.sessionId) !== room) return;
    this.loaded.delete(room.sessionId);
    this.rooms.delete(room.sessionId);
    const { rest } = room;
    if (rest && !this.gone.has(room.sessionId)) this.rests.set(room.sessionId, rest);
    room.destroy();
    this.deps.log.debug({ session: room.sessionId }, 'journey unloaded');
    if (this.loaded.size > 0) return;
    for (const done of this.whenEmpty) done();
    this.whenEmpty = [];
  }
}
