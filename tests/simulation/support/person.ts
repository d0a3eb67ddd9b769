import { CLOSE } from '@/lib/collab/protocol';
import type { Role } from '@/lib/method/roles';
import type { SeededRandom } from '@/tests/support/random';
import { act } from './acts';
import type { Member } from './checks';
import type { Caller } from './network';
import { SimPage, type Surroundings } from './page';
import type { Route } from './wire';

/** Close codes after which an honest page is started anew from what the server has. */
const RESTARTING: readonly number[] = [CLOSE.badFrame, CLOSE.tooOld];

/** How somebody takes part. */
export type Habits = {
  /** Milliseconds between two things they do, on average. */
  readonly pace: number;
  /** A page that was changed to believe that it has another role. */
  readonly believes?: Role;
  /** The first page was built for an older schema. */
  readonly isOld?: boolean;
};

/** Somebody with a browser, who comes, works, reloads and leaves. */
export class Person {
  readonly route: Route = { delay: [5, 40], upBlocked: false, downBlocked: false };
  page: SimPage | null = null;
  isWorking = false;
  private isOld: boolean;
  private leftFor: string | undefined;

  constructor(
    readonly name: string,
    readonly member: Member,
    private readonly habits: Habits,
    private readonly random: SeededRandom,
    private readonly world: Surroundings,
  ) {
    this.isOld = habits.isOld ?? false;
  }

  /** Whether they do nothing but what their page lets them. */
  get isHonest(): boolean {
    return this.habits.believes === undefined;
  }

  /** Opens a page. */
  open(): void {
    if (this.page || this.member.isRemoved || this.leftFor !== undefined) return;
    const caller: Caller = {
      name: this.name,
      memberId: this.member.id,
      route: this.route,
      ...(this.isOld ? { schema: 0 } : {}),
    };
    this.page = new SimPage(this.world, this.member, caller, (why) => this.over(why), this.habits.believes);
  }

  /** Closes the page; what was not saved is gone. */
  close(): void {
    this.page?.close();
    this.page = null;
  }

  /** Starts to work, and goes on until `isWorking` is false. */
  work(): void {
    this.isWorking = true;
    this.next();
  }

  private next(): void {
    const { pace } = this.habits;
    // Bursts, as typing has, and longer pauses.
    const pause = this.random.below(4) > 0 ? 60 + this.random.below(200) : this.random.below(pace * 4);
    this.world.time.after(
      pause,
      () => {
        if (!this.isWorking) return;
        if (this.page) act(this.page, this.random);
        this.next();
      },
      true,
    );
  }

  private over(why: { readonly code: number } | { readonly refused: string }): void {
    const { page, member } = this;
    if (!page) return;
    const { checks, time } = this.world;
    if ('refused' in why) {
      checks.counts.refused += 1;
      const isExcused = !this.isHonest || member.isRemoved || member.changedAt >= page.openedAt;
      checks.must(isExcused, `${this.name} (${member.role}) did nothing wrong and was refused: ${why.refused}`);
    } else if (why.code === CLOSE.tooOld) {
      checks.must(this.isOld, `${this.name} was called too old`);
      this.isOld = false;
    } else if (why.code === CLOSE.removed) {
      checks.must(member.isRemoved, `${this.name} was taken out for nothing`);
    } else checks.must(RESTARTING.includes(why.code), `${this.name} was ended with ${why.code}`);
    // Not in the middle of what the connection is doing.
    time.after(0, () => {
      if (this.page !== page) return;
      this.close();
      time.after(300, () => this.open());
    });
  }
}
