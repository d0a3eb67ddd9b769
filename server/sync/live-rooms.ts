import type { SessionId } from '../../lib/core/ids';
import { JourneyUnreadable } from './contract';
import { Room, type RoomDeps } from './room';

/** How long a deleted session's id is refused: its id never comes back, but the requests under way might (milliseconds). */
const GONE_MS = 300_000;

/** The session was deleted. */
export class SessionGone extends Error {
  override readonly name = 'SessionGone';
}

/**
 * The rooms that somebody uses. A room is loaded when the first one comes and unloaded when the last one has left and
 * everything is on disk; whoever joins in between simply uses it on, so there is no moment at which a second copy of
 * a document could be loaded (checks T9).
 */
export class LiveRooms {
  private readonly rooms = new Map<SessionId, Promise<Room>>();
  private readonly loaded = new Map<SessionId, Room>();
  private readonly retiring = new Set<Room>();
  private readonly gone = new Set<SessionId>();
  private whenEmpty: (() => void)[] = [];

  constructor(private readonly deps: RoomDeps) {}

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
   * Throws `JourneyUnreadable` when its bytes do not load, `SessionGone` when it was deleted.
   */
  async acquire(sessionId: SessionId): Promise<Room> {
    for (;;) {
      if (this.gone.has(sessionId)) throw new SessionGone(`session ${sessionId} is gone`);
      let loading = this.rooms.get(sessionId);
      if (!loading) {
        loading = this.load(sessionId);
        this.rooms.set(sessionId, loading);
      }
      const room = await loading;
      if (this.gone.has(sessionId)) this.remove(room);
      if (this.loaded.get(sessionId) !== room) continue;
      if (!room.isBroken) {
        room.holders += 1;
        return room;
      }
      await room.settled();
      this.remove(room);
    }
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
    const room = this.loaded.get(sessionId);
    if (room) this.remove(room);
  }

  private async load(sessionId: SessionId): Promise<Room> {
    try {
      const stored = await this.deps.journeys.load(sessionId);
      const room = new Room(sessionId, stored, this.deps);
      this.loaded.set(sessionId, room);
      if (stored.parts.length > 0) this.heal(room);
      return room;
    } catch (error) {
      this.rooms.delete(sessionId);
      this.deps.log.error({ err: error, session: sessionId }, 'a journey could not be loaded; it stays as it was');
      throw new JourneyUnreadable(sessionId, { cause: error });
    }
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
        await room.settled();
        await this.tidy(room);
        if (room.holders === 0 && room.version === version) this.remove(room);
      }
    } finally {
      this.retiring.delete(room);
    }
  }

  private async tidy(room: Room): Promise<void> {
    if (room.isBroken || this.gone.has(room.sessionId)) return;
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
    room.destroy();
    if (this.loaded.size > 0) return;
    for (const done of this.whenEmpty) done();
    this.whenEmpty = [];
  }
}
