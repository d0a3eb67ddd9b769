import type { MemberId } from '../../lib/core/ids';
import { Crowd } from './crowd';

/** How many sockets may be open at once. */
export type DoorLimits = {
  /** Of one member of a session: many tabs on some devices. */
  readonly perMember: number;
  /** From one address: a whole town hall may sit behind one. */
  readonly perAddress: number;
  /** From one address, of people who were not let in yet; each of them costs a look in the database. */
  readonly knocking: number;
};

/** What holds unless told otherwise. */
export const DOOR_LIMITS: DoorLimits = { perMember: 12, perAddress: 500, knocking: 50 };

/** Keeps one member or one address from taking all the sockets there are (checks S15). */
export class Door {
  private readonly knocking: Crowd;
  private readonly members: Crowd;
  private readonly addresses: Crowd;

  constructor(limits: Partial<DoorLimits> = {}) {
    const { perMember, perAddress, knocking } = { ...DOOR_LIMITS, ...limits };
    this.knocking = new Crowd(knocking);
    this.members = new Crowd(perMember);
    this.addresses = new Crowd(perAddress);
  }

  /** Somebody unknown at the door. @returns what to call when they are in or sent away; `null`: too many */
  knock(address: string): (() => void) | null {
    return this.knocking.enter(address);
  }

  /** A member comes in. @returns what to call when they have left; `null`: too many */
  enter(address: string, memberId: MemberId): (() => void) | null {
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
}
