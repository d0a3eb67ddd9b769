import type { IncomingMessage } from 'node:http';
import { isReadable } from '../../../lib/collab/document';
import { versionAfter } from '../../../lib/collab/migrations/migration';
import { migrations } from '../../../lib/collab/migrations/registry';
import { CLOSE } from '../../../lib/collab/protocol';
import type { MemberId } from '../../../lib/core/ids';
import type { Clock } from '../clock';
import { type Admission, JourneyTooNew, SessionGone } from '../contract';
import type { Place } from '../links/serve';
import type { RoomsOptions } from '../options';
import type { Glance } from '../room/glance';
import type { LiveRooms } from '../room/live-rooms';
import type { Room } from '../room/room';
import { Door } from './door';
import { FairTurns } from './fair-turns';
import { type Denial, examine, readTarget, type Target } from './upgrade';

/** How long it may take to be let in (milliseconds); a database that does not answer must not collect people at the door. */
const ADMISSION_MS = 5_000;

/** Their room, or that of somebody who may have a look at what is stored until it is built; it comes soon or not at all. */
type Destination =
  | { readonly glance: null; readonly place: Place }
  | { readonly glance: Glance; readonly place: Promise<Place> };

/** Somebody who was let in: to a room, or only to hear with which code of `CLOSE` they cannot be served. */
export type Visitor = Destination & {
  readonly admission: Admission;
  /** Where they come from, to count by. */
  readonly address: string;
  /** Call when they have left; twice does no harm. */
  readonly leave: () => void;
};

/** Somebody at the door. */
type Caller = {
  readonly request: IncomingMessage;
  readonly target: Target;
  readonly address: string;
  /** Whether they still wait for the answer. */
  readonly isThere: () => boolean;
  /** Whether they can be served before their room is there. */
  readonly mayBeEarly: boolean;
};

/** Why somebody cannot be served although they were let in. */
function closeCodeFor(error: unknown): number {
  if (error instanceof JourneyTooNew) return CLOSE.tooOld;
  return error instanceof SessionGone ? CLOSE.sessionGone : CLOSE.unreadable;
}

function refusalFor(room: Room, { schemaVersion }: Target, newest: number): number | null {
  if (!isReadable(room.doc, newest)) return CLOSE.unreadable;
  return schemaVersion < newest ? CLOSE.tooOld : null;
}

/** Lets people in, whichever way they come. */
export class Reception {
  private readonly door: Door;
  private readonly looks: FairTurns;
  /** The version of the document's shape that this build has. */
  private readonly newest: number;
  /** Raised whenever somebody loses access, so that who is being let in right now is examined again. */
  private revocations = 0;

  constructor(
    private readonly options: RoomsOptions,
    private readonly live: LiveRooms,
    private readonly clock: Clock,
    private readonly isStopping: () => boolean,
  ) {
    this.door = new Door(options.most, clock);
    this.looks = new FairTurns(clock);
    this.newest = versionAfter(options.migrations ?? migrations);
  }

  /** We had to end a connection of this member because of what came over it. */
  blame(memberId: MemberId): void {
    this.door.blame(memberId);
  }

  /** Somebody lost access. */
  revoked(): void {
    this.revocations += 1;
  }

  /**
   * Examines who asks. The caller must see that a visitor leaves.
   *
   * @param isThere whether somebody still waits for the answer
   * @param mayBeEarly whether they can be served before their room is there
   */
  async receive(request: IncomingMessage, isThere: () => boolean, mayBeEarly = false): Promise<Visitor | Denial> {
    const target = readTarget(request.url);
    if (this.isStopping()) return 503;
    if (!target) return 404;
    // A page of a later build: servers are being replaced one by one, and only such a one can serve it.
    if (target.schemaVersion > this.newest) return 503;
    const address = this.options.addressOf(request);
    const leave = this.door.knock(address);
    if (!leave) return 429;
    let isLate = false;
    let cancel = () => {};
    const late = new Promise<Denial>((done) => {
      cancel = this.clock.after(ADMISSION_MS, () => {
        isLate = true;
        done(503);
      });
    });
    // They stand at the door until the look in the database is over, also when they were sent away before.
    const examined = this.letIn({ request, target, address, isThere: () => isThere() && !isLate, mayBeEarly }).finally(
      leave,
    );
    return Promise.race([examined, late]).finally(cancel);
  }

  private async letIn(caller: Caller): Promise<Visitor | Denial> {
    const { request, target, address, isThere, mayBeEarly } = caller;
    const { admission, revocations } = await this.looks.during(address, async () => ({
      revocations: this.revocations,
      // Who left, or was sent away, while waiting costs no look any more.
      admission: isThere() ? await examine(request, target, this.options) : (503 as const),
    }));
    if (typeof admission === 'number') return admission;
    const exit = this.door.enter(address, admission.identity.memberId);
    if (!exit) return 429;
    const finding = this.find(target);
    const glance = mayBeEarly && target.schemaVersion >= this.newest ? await this.live.glance(target.sessionId) : null;
    const destination = glance ? { glance, place: this.inTime(finding) } : { glance, place: await finding };
    const leave = this.leaving(exit, finding);
    if (isThere() && !this.isStopping() && revocations === this.revocations)
      return { ...destination, admission, address, leave };
    leave();
    return isThere() && !this.isStopping() ? this.letIn(caller) : 503;
  }

  /** Apart from what lets people in, because it is kept for as long as they are there, with everything around it: their request as well. */
  private leaving(exit: () => void, finding: Promise<Place>): () => void {
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      exit();
      void finding.then(({ room }) => {
        if (room) this.live.release(room);
      });
    };
  }

  /** The room that somebody asks for, or why they cannot be served there. */
  private async find(target: Target): Promise<Place> {
    try {
      const room = await this.live.acquire(target.sessionId);
      const refusal = refusalFor(room, target, this.newest);
      if (refusal === null) return { room, refusal };
      this.live.release(room);
      return { room: null, refusal };
    } catch (error) {
      return { room: null, refusal: closeCodeFor(error) };
    }
  }

  /** What does not come in time is waited for in vain: they must come back. */
  private inTime(finding: Promise<Place>): Promise<Place> {
    return new Promise((done) => {
      const cancel = this.clock.after(ADMISSION_MS, () => done({ room: null, refusal: CLOSE.tryAgain }));
      void finding.then(done).finally(cancel);
    });
  }
}
