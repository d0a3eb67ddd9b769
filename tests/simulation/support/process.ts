import type { CalendarEntry } from '@/lib/calendar/entry';
import type { MemberId, SessionId } from '@/lib/core/ids';
import type { Admission, Admit, Projector, Rooms } from '@/server/sync/contract';
import { createRooms } from '@/server/sync/rooms';
import type { SeededRandom } from '@/tests/support/random';
import type { Checks, Member } from './checks';
import type { SimDisk } from './disk';
import { type Host, type Network, ORIGIN } from './network';
import type { SimRelay } from './sim-relay';
import type { SimTime } from './sim-time';
import type { Trace } from './trace';

/** What all processes share. */
export type Site = {
  readonly sessionId: SessionId;
  readonly time: SimTime;
  readonly random: SeededRandom;
  readonly trace: Trace;
  readonly disk: SimDisk;
  readonly relay: SimRelay | null;
  readonly network: Network;
  readonly members: ReadonlyMap<string, Member>;
  readonly checks: Checks;
  /** The calendar rows of the database. */
  readonly rows: { seq: number; entries: readonly CalendarEntry[] };
  /** A site that takes everybody for the journey lead, to see that the checks notice. */
  readonly admitsAll?: boolean;
  readonly compactEvery: number;
};

/** How long the site may take to look somebody up, or to write rows (milliseconds). */
const LOOK_MS: readonly number[] = [5, 20, 400];

/** One process of the real server, which can be killed: then nothing of what it still has to do happens. */
export class SimProcess implements Host {
  readonly rooms: Rooms;
  /** Resolves when the process is no more. */
  readonly ended: Promise<void>;
  private alive = true;
  private end = () => {};

  constructor(
    private readonly site: Site,
    readonly name: string,
  ) {
    const { time, disk, relay, network } = site;
    const isAlive = this.isAlive;
    this.ended = new Promise((done) => {
      this.end = done;
    });
    this.rooms = createRooms({
      journeys: disk.logFor(isAlive),
      remainder: disk.remainderFor(isAlive),
      projector: this.projector(),
      admit: this.admit,
      allowedOrigin: () => ORIGIN,
      addressOf: () => 'address',
      log: this.log(),
      ...(relay ? { relay: relay.forProcess(isAlive) } : {}),
      clock: {
        now: () => time.now,
        after: (ms, run) => time.after(ms, () => this.alive && run()),
        soon: (run) => void time.after(0, () => this.alive && run()),
        turn: this.turn,
      },
      handshake: network.handshake,
      compactEvery: site.compactEvery,
    });
  }

  readonly isAlive = (): boolean => this.alive;

  readonly upgrade: Host['upgrade'] = (request, stream, head) => this.rooms.upgrade(request, stream, head);

  readonly answer: Host['answer'] = (request, response) => this.rooms.answer(request, response);

  /** `kill -9`: the pages hear of it when the network lets them. */
  kill(): void {
    this.site.trace.note(`${this.name} is killed`);
    this.alive = false;
    this.end();
    this.site.network.reset((_caller, host) => host === this, { page: true, server: false });
  }

  /** An orderly stop. */
  async stop(): Promise<void> {
    this.site.trace.note(`${this.name} stops`);
    await this.rooms.shutdown();
    if (this.alive) this.kill();
  }

  /** The site looks up who somebody is; that takes a moment, in which things may change. */
  private readonly admit: Admit = (request, sessionId) =>
    new Promise((resolve) => {
      const { time, random, members, admitsAll } = this.site;
      const member = members.get((request.headers.cookie ?? '').replace('member=', ''));
      time.after(random.below(random.pick(LOOK_MS)), () => {
        const admission = member && !member.isRemoved ? admissionOf(member, sessionId, admitsAll) : null;
        time.after(random.below(random.pick(LOOK_MS)), () => this.alive && resolve(admission));
      });
    });

  /** A process that died goes on with nothing. */
  private later<T>(work: () => T): Promise<T> {
    const { time, random } = this.site;
    return new Promise((resolve) => {
      time.after(random.below(random.pick(LOOK_MS)), () => {
        if (this.alive) resolve(work());
      });
    });
  }

  /** Building a document takes a moment, in which pages come and write. */
  private readonly turn = (): Promise<void> => this.later(() => undefined);

  private projector(): Projector {
    const { rows, checks, disk } = this.site;
    return {
      isCurrent: () => this.later(() => rows.seq >= disk.seq),
      write: (_sessionId, entries, seq) =>
        this.later(() => {
          checks.must(disk.mayGoBack || seq <= disk.seq, 'the calendar rows name a piece that is not there');
          if (seq < rows.seq) return;
          rows.seq = seq;
          rows.entries = entries;
        }),
    };
  }

  private log() {
    const { trace } = this.site;
    const note = (_about: unknown, message?: string) => trace.note(`${this.name}: ${message}`);
    return { debug: note, info: note, warn: note, error: note } as never;
  }
}

function admissionOf({ id, role }: Member, sessionId: SessionId, admitsAll = false): Admission {
  const identity = { memberId: id as MemberId, name: id, role: admitsAll ? ('facilitator' as const) : role, colour: 0 };
  return { sessionId, identity, isOwner: false, signInId: null, expiresAt: null };
}
