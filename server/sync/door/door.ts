import type { MemberId } from '../../../lib/core/ids';
import type { Clock } from '../clock';
import { Crowd } from './crowd';
import { Buckets, type Rate } from './rate';

/** How many sockets may be open at once, and how many may come. */
export type DoorLimits = {
  /** Of one member of a session: many tabs on some devices. */
  readonly perMember: number;
  /** From one address: a whole town hall may sit behind one. */
  readonly perAddress: number;
  /** From one address, of people who were not let in yet: a whole town hall that comes back after a restart. */
  readonly knocking: number;
  /** From one address, one after the other: a page that keeps losing its link comes back 24 times a minute at most. */
  readonly knocks: Rate;
  /** Of one member: connections that we ended because of what came over them. */
  readonly offences: Rate;
};

/** What holds unless told otherwise. */
export const DOOR_LIMITS: DoorLimits = {
  perMember: 12,
  perAddress: 500,
  knocking: 500,
  knocks: { perSecond: 20, burst: 1_200 },
  offences: { perSecond: 10 / 60, burst: 10 },
};

/** Keeps one member or one address from taking all the sockets there are, or all the time it takes to open them (checks S15). */
export class Door {
  private readonly knocking: Crowd;
  private readonly knocks: Buckets;
  private readonly members: Crowd;
  private readonly addresses: Crowd;
  private readonly offences: Buckets;

  constructor(
    limits: Partial<DoorLimits> = {},
    private readonly clock: Pick<Clock, 'now'> = { now: Date.now },
  ) {
    const { perMember, perAddress, knocking, knocks, offences } = { ...DOOR_LIMITS, ...limits };
    this.knocking = new Crowd(knocking);
    this.knocks = new Buckets(knocks);
    this.members = new Crowd(perMember);
    this.addresses = new Crowd(perAddress);
    this.offences = new Buckets(offences);
  }

  /** Somebody unknown at the door. @returns what to call when they are in or sent away; `null`: too many */
  knock(address: string): (() => void) | null {
    return this.knocks.take(address, 1, this.clock.now()) ? this.knocking.enter(address) : null;
  }

  /** A member comes in. @returns what to call when they have left; `null`: too many, or too many offences lately */
  enter(address: string, memberId: MemberId): (() => void) | null {
    if (!this.offences.has(memberId, 1, this.clock.now())) return null;
    const leaveAddress = this.addresses.enter(address);
    const leaveMember = leaveAddress && this.members.enter(memberId);
    if (leaveMember) {
      return () => {
        leaveMember();
        leaveAddress();
      };
    }
    leaveAddress?.();
    return null;
  }

  /** A member's connection was ended because of what came over it. Who does that again and again has to wait outside. */
  blame(memberId: MemberId): void {
    this.offences.take(memberId, 1, this.clock.now());
  }
}
