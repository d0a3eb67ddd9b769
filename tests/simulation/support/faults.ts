import { mayEditJourney } from '@/lib/method/permissions';
import { ROLES } from '@/lib/method/roles';
import type { SeededRandom } from '@/tests/support/random';
import type { Member } from './checks';
import type { SimDisk } from './disk';
import type { Network } from './network';
import type { Person } from './person';
import type { SimProcess } from './process';
import type { SimRelay } from './sim-relay';
import type { SimTime } from './sim-time';

/** What a fault can lay its hands on. */
type Scene = {
  readonly time: SimTime;
  readonly random: SeededRandom;
  readonly people: readonly Person[];
  readonly processes: readonly SimProcess[];
  readonly network: Network;
  readonly disk: SimDisk;
  readonly relay: SimRelay | null;
  readonly pickProcess: () => SimProcess | undefined;
  readonly replace: (victim: SimProcess, after: number) => void;
  /** Makes a copy of everything in the database. Gives what lets it take over. */
  readonly copyDatabase: () => () => void;
  readonly mendDisk: () => void;
  readonly mendRelay: () => void;
  readonly tellRoleChanged: (member: Member) => void;
  readonly tellRemoved: (member: Member) => void;
};

/** Something that goes wrong, or changes, at a moment of a workshop. */
export type Fault = (workshop: Scene) => void;

/** Milliseconds that a bad spell takes. */
const spell = ({ random }: Scene): number => 500 + random.below(random.pick([2_000, 6_000, 15_000]));

/** What can happen. Each puts right again what it broke; whatever is still broken at the end is healed. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  'somebody is cut off, in one direction or both': (workshop) => {
    const { time, random, network } = workshop;
    const { route } = random.pick(workshop.people);
    const which = random.below(3);
    route.upBlocked = which !== 1;
    route.downBlocked = which !== 0;
    time.after(spell(workshop), () => {
      route.upBlocked = false;
      route.downBlocked = false;
      network.resume();
    });
  },
  'a connection breaks': ({ random, people, network }) => {
    const { member } = random.pick(people);
    const hears = random.pick([
      { page: true, server: true },
      { page: true, server: false },
      { page: false, server: true },
    ]);
    network.reset(({ memberId }) => memberId === member.id, hears);
  },
  'a network is slow': (workshop) => {
    const { time, random } = workshop;
    const { route } = random.pick(workshop.people);
    const before = route.delay;
    route.delay = random.pick([
      [50, 300],
      [200, 2_000],
    ]);
    time.after(spell(workshop), () => {
      route.delay = before;
    });
  },
  'a process is killed': (workshop) => {
    const victim = workshop.pickProcess();
    if (victim) workshop.replace(victim, workshop.random.below(3_000));
  },
  'every process is killed at once': (workshop) => {
    for (const victim of [...workshop.processes]) workshop.replace(victim, 100);
  },
  'a process stops in an orderly way': (workshop) => {
    const victim = workshop.pickProcess();
    void victim?.stop().then(() => workshop.replace(victim, 50));
  },
  'the disk is slow': (workshop) => {
    const { time, random, disk } = workshop;
    disk.mood = {
      ...disk.mood,
      delay: random.pick([
        [20, 200],
        [200, 1_800],
      ]),
    };
    time.after(spell(workshop), () => workshop.mendDisk());
  },
  'the disk says no': (workshop) => {
    const { time, random, disk } = workshop;
    disk.mood = { ...disk.mood, failing: random.pick([30, 100]), ambiguous: random.pick([0, 30]) };
    time.after(spell(workshop), () => workshop.mendDisk());
  },
  'the traffic between processes suffers': (workshop) => {
    const { time, random, relay } = workshop;
    if (!relay) return;
    relay.mood = {
      delay: random.pick([
        [0, 100],
        [0, 3_000],
      ]),
      lost: random.pick([0, 30, 100]),
      doubled: 20,
    };
    time.after(spell(workshop), () => workshop.mendRelay());
  },
  'a role changes': (workshop) => {
    const { random, time } = workshop;
    const { member } = random.pick(workshop.people);
    member.role = random.pick(ROLES);
    member.changedAt = time.now;
    workshop.tellRoleChanged(member);
  },
  'somebody is taken out, perhaps while coming in': (workshop) => {
    const { random, time, network } = workshop;
    const { member } = random.pick(workshop.people);
    const editors = workshop.people.filter(({ member: one }) => !one.isRemoved && mayEditJourney(roleOf(one.role)));
    if (member.isRemoved || editors.length < 3) return;
    const isComing = random.below(2) === 0;
    if (isComing) network.reset(({ memberId }) => memberId === member.id, { page: true, server: true });
    time.after(isComing ? random.below(500) : 0, () => {
      member.isRemoved = true;
      member.changedAt = time.now;
      workshop.tellRemoved(member);
    });
  },
  'somebody reloads the page': (workshop) => {
    const person = workshop.random.pick(workshop.people);
    person.close();
    workshop.time.after(workshop.random.below(2_000), () => person.open());
  },
  'everybody leaves for a while': (workshop) => {
    for (const person of workshop.people) {
      person.close();
      workshop.time.after(1_000 + workshop.random.below(3_000), () => person.open());
    }
  },
  'somebody wakes up': ({ random, people }) => random.pick(people).page?.check(),
};

/** Of these a process may die, and with it what only it had; or processes do not hear each other, and may miss that numbers came twice. */
const DEADLY: readonly string[] = [
  'the traffic between processes suffers',
  'a process is killed',
  'every process is killed at once',
  'a process stops in an orderly way',
];

/** What can happen where the database may go back to an earlier moment while processes run; that as often as all the rest together. */
export const FAULTS_OF_GOING_BACK: Readonly<Record<string, Fault>> = (() => {
  const others = Object.entries(FAULTS).filter(([name]) => !DEADLY.includes(name));
  const goBack: Fault = (workshop) => {
    const { time, random } = workshop;
    time.after(random.below(random.pick([200, 1_000, 5_000])), workshop.copyDatabase());
  };
  const often = others.map((_, index) => [`the database goes back (${index + 1})`, goBack] as const);
  return Object.fromEntries([...others, ...often]);
})();

const roleOf = (role: (typeof ROLES)[number]) => ({ role, isOwner: false });
