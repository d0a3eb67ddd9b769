import * as Y from 'yjs';
import { deriveEntries } from '@/lib/calendar/derive';
import { newDocument } from '@/lib/collab/document';
import { readJourney } from '@/lib/collab/mirror';
import { type MemberId, newId, type SessionId } from '@/lib/core/ids';
import { ROLES, type Role } from '@/lib/method/roles';
import { JOURNEY } from '@/tests/support/forgeries';
import { type SeededRandom, seededRandom } from '@/tests/support/random';
import { Checks, type Member } from './checks';
import { type DiskLies, GOOD_MOOD, SimDisk } from './disk';
import { FAULTS, FAULTS_OF_GOING_BACK, type Fault } from './faults';
import { Hostile } from './hostile';
import { Network } from './network';
import { Person } from './person';
import { SimProcess, type Site } from './process';
import { GOOD_TRAFFIC, SimRelay } from './sim-relay';
import type { SimTime } from './sim-time';
import { Trace } from './trace';
import { decode } from './truth';

/** Ways in which the world can lie to the server, to see that the checks notice. */
export type Lies = DiskLies & { readonly admitsAll?: boolean; readonly relayShift?: number };

export type WorkshopOptions = {
  /** How many processes serve the workshop; one unless given. */
  readonly processes?: 1 | 2;
  readonly lies?: Lies;
  /** The database may go back to an earlier moment; processes then stay alive, because only they have the rest. */
  readonly goesBack?: boolean;
  /** Keeps what happened, for whoever reads along. */
  readonly isVerbose?: boolean;
};

const EDITORS = ROLES.filter((role) => role !== 'observer');
/** How long everything may take to be well again once nothing is broken any more (milliseconds). */
const HEALING_MS = 60_000;
const LOOK_MS = 250;
/** A database does not go back again before that (milliseconds): processes need some seconds to bring everything that they have. */
const SETTLING_MS = 15_000;

/** Several people, some processes, one disk, and a plan of what goes wrong; all of it follows from the seed. */
export class Workshop {
  readonly random: SeededRandom;
  readonly people: Person[] = [];
  readonly processes: SimProcess[] = [];
  readonly disk: SimDisk;
  readonly relay: SimRelay | null;
  readonly network: Network;
  readonly checks: Checks;
  readonly trace: Trace;
  kills = 0;
  private readonly members = new Map<string, Member>();
  private readonly hostiles: Hostile[] = [];
  private readonly site: Site;
  private readonly faults: readonly [string, Fault][];
  private isHealing = false;
  private wentBackAt = Number.NEGATIVE_INFINITY;
  private started = 0;
  /** How many processes run when none was just killed. */
  private readonly size: number;

  constructor(
    seed: number,
    readonly time: SimTime,
    { processes = 1, lies = {}, goesBack = false, isVerbose = false }: WorkshopOptions,
  ) {
    this.size = processes;
    this.random = seededRandom(seed);
    const { random } = this;
    this.trace = new Trace(isVerbose, () => time.now);
    this.checks = new Checks(time, this.members, goesBack);
    const { checks } = this;
    const onCommit = {
      piece: checks.commit.bind(checks),
      snapshot: (data: Uint8Array) =>
        checks.must(checks.truth.has(decode(data)), 'a snapshot holds what was not stored'),
      replaced: (data: Uint8Array) => checks.truth.add(data, null),
    };
    this.faults = Object.entries(goesBack ? FAULTS_OF_GOING_BACK : FAULTS);
    this.disk = new SimDisk(time, random, onCommit, lies, goesBack);
    this.relay = processes > 1 ? new SimRelay(time, random, lies.relayShift) : null;
    const watch = (caller: { name: string; memberId: string }) => checks.watch(caller as never);
    this.network = new Network(time, random, this.trace, watch, () => this.pickProcess());
    this.site = {
      ...{ sessionId: newId<SessionId>(), time, random, trace: this.trace, disk: this.disk, relay: this.relay },
      ...{ network: this.network, members: this.members, checks, rows: { seq: 0, entries: [] } },
      ...(lies.admitsAll ? { admitsAll: true } : {}),
      compactEvery: seed % 3 === 0 ? 20 : 1_000, // in a third of the workshops while people work, too
    };
    for (let count = processes; count > 0; count -= 1) this.startProcess();
  }

  /** The whole workshop: a good start, trouble, and everything well again. */
  async run(): Promise<void> {
    const { random, time, checks } = this;
    const isOver = () => checks.violation !== undefined;
    const [first] = this.processes;
    await this.within(async () => {
      await first?.rooms.write(this.site.sessionId, (doc) => Y.applyUpdate(doc, JOURNEY.seed));
    });
    this.gather();
    const length = 10_000 + random.below(random.pick([20_000, 40_000, 60_000]));
    for (let count = random.below(9); count > 0; count -= 1) {
      const [name, fault] = random.pick(this.faults);
      time.after(random.below(length), () => {
        if (this.isHealing) return;
        this.trace.note(name);
        fault(this);
      });
    }
    await time.passUntil(time.now + length, isOver);
    this.heal();
    await this.within(() => this.settle());
    const limit = time.now + HEALING_MS;
    do {
      while (time.now < limit && !isOver() && !this.isWell()) await time.passUntil(time.now + LOOK_MS, isOver);
    } while (!isOver() && !(await this.judge()));
  }

  /** Lets everything go that the workshop holds. */
  close(): void {
    for (const person of this.people) person.close();
    for (const process of this.processes) process.kill();
  }

  /** Kills a process and starts another in its place, after a while. */
  replace(victim: SimProcess, after: number): void {
    const index = this.processes.indexOf(victim);
    if (index < 0) return;
    this.kills += 1;
    victim.kill();
    this.processes.splice(index, 1);
    this.time.after(after, () => this.startProcess());
  }

  /** Makes a copy of the database. @returns what lets it take over */
  copyDatabase(): () => void {
    const { rows } = this.site;
    const [takeOver, rowsThen] = [this.disk.copy(), { ...rows }];
    return () => {
      if (this.isHealing || this.time.now < this.wentBackAt + SETTLING_MS) return;
      // What nobody has in memory is lost with a database that goes back; that is no fault of the server.
      if (!this.processes.some(({ rooms }) => rooms.figures().rooms > 0)) return;
      this.trace.note('the copy takes over');
      this.wentBackAt = this.time.now;
      takeOver();
      Object.assign(rows, rowsThen);
    };
  }

  mendDisk(): void {
    this.disk.mood = GOOD_MOOD;
  }

  mendRelay(): void {
    if (this.relay) this.relay.mood = GOOD_TRAFFIC;
  }

  tellRoleChanged({ id }: Member): void {
    for (const { rooms } of this.processes) rooms.renewMember(this.site.sessionId, id);
  }

  tellRemoved({ id }: Member): void {
    for (const { rooms } of this.processes) rooms.closeMember(this.site.sessionId, id);
  }

  /** Lets time pass until a piece of work is through, which must be before long. */
  private async within(work: () => Promise<void>): Promise<void> {
    let isThrough = false;
    const working = work().then(() => {
      isThrough = true;
    });
    await this.time.passUntil(this.time.now + HEALING_MS, () => isThrough);
    this.checks.must(isThrough, 'the server was not through in a minute');
    if (isThrough) await working;
  }

  /** Whatever a process still had to store, also of people who left, is on the disk. */
  private async settle(): Promise<void> {
    for (const { rooms, ended } of [...this.processes]) {
      // One that was told to stop may end before its disk is well again: what it had was acknowledged to nobody.
      const write = () => rooms.write(this.site.sessionId, () => undefined);
      // What was asked of the disk while it was ill may still be answered with no; what is asked from now on may not.
      await Promise.race([write().catch(write), ended]);
    }
  }

  private startProcess(): void {
    this.started += 1;
    this.processes.push(new SimProcess(this.site, `process ${this.started}`));
  }

  /** One of the processes that run. */
  pickProcess(): SimProcess | undefined {
    const alive = this.processes.filter((process) => process.isAlive());
    return alive.length > 0 ? this.random.pick(alive) : undefined;
  }

  private newMember(role: Role): Member {
    const member: Member = { id: newId<MemberId>(), role, isRemoved: false, changedAt: -1 };
    this.members.set(member.id, member);
    return member;
  }

  private gather(): void {
    const { random, time, checks, network } = this;
    const world = { sessionId: this.site.sessionId, time, network, checks };
    for (let count = 2 + random.below(4); count > 0; count -= 1) {
      const isTampered = random.below(8) === 0;
      const role = isTampered ? random.pick(['observer', 'writer'] as const) : random.pick(EDITORS);
      const habits = {
        pace: random.pick([800, 2_500, 6_000]),
        isOld: random.below(10) === 0,
        ...(isTampered ? { believes: 'facilitator' as const } : {}),
      };
      const person = new Person(`person ${count}`, this.newMember(role), habits, random, world);
      this.people.push(person);
      time.after(random.below(3_000), () => person.open());
      person.work();
    }
    if (random.below(4) > 0) return;
    const hostile = new Hostile(this.newMember(random.pick(ROLES)), random, world, () =>
      this.people.flatMap(({ page }) => (page ? [page.doc.clientID] : [])),
    );
    this.hostiles.push(hostile);
    hostile.start();
  }

  /** Nothing is broken any more, and nobody does anything but one last edit. */
  private heal(): void {
    this.isHealing = true;
    this.mendDisk();
    this.mendRelay();
    for (const hostile of this.hostiles) hostile.stop();
    for (const { route } of this.people) Object.assign(route, { delay: [5, 40], upBlocked: false, downBlocked: false });
    this.network.resume();
    for (const person of this.people) {
      person.isWorking = false;
      // Who tampers with a page, or watches, has nothing more to say here.
      if (person.isHonest) person.open();
      else person.close();
    }
  }

  private get standing(): readonly Person[] {
    return this.people.filter((person) => person.isHonest && !person.member.isRemoved);
  }

  private stored(): Y.Doc {
    const stored = newDocument();
    for (const part of this.disk.parts()) Y.applyUpdate(stored, part);
    return stored;
  }

  private isWell(): boolean {
    const { truth } = this.checks;
    // Pages take a while to notice that their process is gone, and only one that runs brings the rows up.
    if (this.processes.length < this.size) return false;
    // That a database went back is noticed within a second or so.
    if (this.disk.mayGoBack && !truth.equals(this.stored())) return false;
    return this.standing.every(({ page }) => page?.isSynced && page.isSaved && truth.equals(page.doc));
  }

  /** Everything that must be so at the end. @returns whether it was the end: over a slow network, what a closed page sent may still arrive */
  private async judge(): Promise<boolean> {
    const { checks, disk } = this;
    const { truth } = checks;
    for (const { page, name } of this.standing) {
      checks.must(page?.isSynced === true, `${name} did not come back`);
      checks.must(page?.isSaved === true, `${name}’s edits were not saved in the end`);
      checks.must(page !== null && truth.equals(page.doc), `${name} shows something else than the disk`);
    }
    const { seq } = disk;
    const stored = this.stored();
    checks.must(truth.equals(stored), 'the disk lost something that was committed');
    const journey = readJourney(stored);
    const repairs = journey.repairs.filter(({ field, problem }) => field !== 'line' || problem !== 'taken');
    checks.must(repairs.length === 0, `the journey needs repair: ${JSON.stringify(repairs)}`);
    const { sessionId, rows } = this.site;
    const look = async ({ rooms }: SimProcess) => {
      await rooms.project(sessionId);
      const memory = await rooms.read(sessionId, (_journey, doc) => Y.snapshot(doc));
      const isSame = Y.equalSnapshots(memory, Y.snapshot(truth.doc));
      checks.must(isSame || disk.seq !== seq, 'memory differs from the disk');
    };
    const judged = [...this.processes];
    await this.within(async () => {
      for (const process of judged) await Promise.race([look(process), process.ended]);
    });
    stored.destroy();
    // One that was told to stop may have ended before it answered.
    if (disk.seq !== seq || !judged.every((process) => process.isAlive())) return false;
    const expected = JSON.stringify(deriveEntries(journey));
    checks.must(JSON.stringify(rows.entries) === expected, 'the calendar rows differ from the journey');
    return true;
  }
}
