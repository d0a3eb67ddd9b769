import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type SeededRandom, seededRandom } from '@/tests/support/random';
import type { Dialect, Place } from './dialect';
import { Person } from './person';
import type { Script } from './script';
import { Tally } from './tally';

export const PEOPLE = 5;
/** Slots of a millisecond in which something is due: more than the longest pause of any pace. */
const WHEEL = 8_192;
const LOOK_MS = 2;
/** How many people come in at once. */
const DOOR = 50;
/** How many people of one room share an address; ours lets no more than 50 knock at once from one. */
const AT_ONE_ADDRESS = 40;
const CHANCE = 5;

/** Milliseconds between two edits of one person, each between these two at their own pace, and between two movements. */
export type Pace = { readonly fastest: number; readonly slowest: number; readonly move: number };

/** Full activity: two to five edits a second, and a pointer that never rests. */
const FULL_PACE: Pace = { fastest: 200, slowest: 500, move: 100 };

type Due = { readonly person: Person; readonly pace: number };

/** Where the load goes. */
export type Target = { readonly ports: readonly number[]; readonly dialect: Dialect };

/** Resolves when a condition holds that `watch` tells about; fails after that many milliseconds. */
export function settled(condition: () => boolean, what: string, within = 30_000): Promise<void> {
  const until = performance.now() + within;
  return new Promise((resolve, reject) => {
    const look = setInterval(() => {
      const isLate = performance.now() > until;
      if (!condition() && !isLate) return;
      clearInterval(look);
      if (condition()) resolve();
      else reject(new Error(`still waiting for ${what}`));
    }, 10);
  });
}

/** Lets what is going on go on for that many milliseconds. */
export function lasting(ms: number): Promise<void> {
  const until = performance.now() + ms;
  return settled(() => performance.now() >= until, 'the end', ms + 10_000);
}

/** People in many rooms who type and move, all driven from one clock. */
export class Crowd {
  readonly tally = new Tally();
  readonly people: Person[] = [];
  private readonly random: SeededRandom = seededRandom(CHANCE);
  private readonly edits: Due[][] = Array.from({ length: WHEEL }, () => []);
  private readonly moves: Due[][] = Array.from({ length: WHEEL }, () => []);
  private readonly delay = monitorEventLoopDelay({ resolution: LOOK_MS });
  private timer: NodeJS.Timeout | undefined;
  private reached = 0;
  private cpu = process.cpuUsage();
  private rooms = 0;

  constructor(
    private readonly target: Target,
    private readonly scripts: readonly Script[],
    private readonly pace: Pace = FULL_PACE,
  ) {}

  /** How many others hear what one person does. */
  get listeners(): number {
    return this.scripts.length - 1;
  }

  /** Fills rooms with people, a few at a time, and lets them work; resolves when all have the document. */
  async enter(places: readonly Place[], document?: Uint8Array): Promise<void> {
    const atOnce = Math.max(1, Math.floor(DOOR / this.scripts.length));
    for (let at = 0; at < places.length; at += atOnce) {
      const rooms = places.slice(at, at + atOnce).map((place) => this.fill(place));
      const all = rooms.flat();
      await settled(() => all.every(({ isSynced }) => isSynced), 'the documents');
      if (document && !this.target.dialect.isDumb) {
        for (const [first] of rooms) first?.write(document);
        const enough = document.length * 0.9;
        await settled(() => rooms.every(([, ...rest]) => rest.every((one) => one.documentBytes >= enough)), 'the seed');
      }
      if (this.timer) for (const person of all) this.plan(person);
    }
  }

  /** Lets everybody type and move, also those who come in later. */
  start(): void {
    this.reached = Math.floor(performance.now());
    for (const wheel of [this.edits, this.moves]) for (const slot of wheel) slot.length = 0;
    for (const person of this.people) this.plan(person);
    this.timer = setInterval(() => this.advance(), LOOK_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Begins a new measurement. */
  clear(): void {
    this.tally.clear();
    this.cpu = process.cpuUsage();
    this.delay.enable();
    this.delay.reset();
  }

  /** What this generator itself took since `clear`: a part of one processor, and its delay in milliseconds. */
  ownCost(seconds: number): { readonly busy: number; readonly delayP99: number } {
    const { user, system } = process.cpuUsage(this.cpu);
    return { busy: (user + system) / 1e6 / seconds, delayP99: Math.max(0, this.delay.percentile(99) / 1e6 - LOOK_MS) };
  }

  leave(): void {
    this.stop();
    for (const person of this.people) person.leave();
  }

  private fill(place: Place): Person[] {
    this.rooms += 1;
    const { ports, dialect } = this.target;
    const people = this.scripts.map((_, seat) => {
      // As behind a load balancer that knows nothing of rooms.
      const port = ports[seat % ports.length] ?? 0;
      const from = `10.${Math.floor(seat / AT_ONE_ADDRESS)}.${this.rooms >> 8}.${this.rooms & 255}`;
      return new Person({ port, dialect, place, seat, scripts: this.scripts, tally: this.tally, from });
    });
    const byClient = new Map(people.map((person) => [person.script.client, person]));
    for (const person of people) {
      const others = new Map(byClient);
      others.delete(person.script.client);
      person.others = others;
    }
    this.people.push(...people);
    return people;
  }

  private plan(person: Person): void {
    const now = Math.floor(performance.now());
    const { fastest, slowest, move } = this.pace;
    const pace = fastest + this.random.below(slowest - fastest);
    this.put(this.edits, now + LOOK_MS + this.random.below(pace), { person, pace });
    this.put(this.moves, now + LOOK_MS + this.random.below(move), { person, pace: move });
  }

  private put(wheel: Due[][], at: number, due: Due): void {
    wheel[at % WHEEL]?.push(due);
  }

  private advance(): void {
    const now = Math.floor(performance.now());
    // After a standstill longer than the wheel goes round, what was missed is done once.
    const from = Math.max(this.reached + 1, now - WHEEL + 1);
    for (let at = from; at <= now; at += 1) {
      this.runDue(this.edits, at, (person) => person.type());
      this.runDue(this.moves, at, (person) => person.point());
    }
    this.reached = now;
  }

  private runDue(wheel: Due[][], at: number, act: (person: Person) => void): void {
    const due = wheel[at % WHEEL] ?? [];
    wheel[at % WHEEL] = [];
    for (const item of due) {
      const isEdit = wheel === this.edits;
      // People are no metronomes: half as long up to half as long again.
      const pause = isEdit ? Math.floor(item.pace * (0.5 + this.random.below(1_000) / 1_000)) : item.pace;
      this.put(wheel, at + pause, item);
      this.tally.lag.add(performance.now() - at);
      if (item.person.isOpen) act(item.person);
    }
  }
}
