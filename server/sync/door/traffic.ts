import type { MemberId } from '../../../lib/core/ids';
import { Bucket, Buckets, FRAME_RATE, type Rate } from './rate';

/** Frames and bytes a second. */
type Flow = { readonly frames: Rate; readonly bytes: Rate };

/** How much may come in, counted three ways (checks S15). */
export type TrafficLimits = {
  /** Over one connection. */
  readonly connection: Rate;
  /** From one member, over all connections together. */
  readonly member: Flow;
  /** From one address: a whole town hall may sit behind one. */
  readonly address: Flow;
};

const KB = 1_024;
const MB = 1_024 * KB;

/**
 * What holds unless told otherwise. Somebody who types and points sends some 15 frames of 100 bytes a second. Of what three tabs wrote
 * while they were offline the first megabyte each comes in at once, so that much has to fit; they keep the rest below this (`HAND_IN`).
 */
export const TRAFFIC_LIMITS: TrafficLimits = {
  connection: FRAME_RATE,
  member: { frames: { perSecond: 300, burst: 1_200 }, bytes: { perSecond: 256 * KB, burst: 4 * MB } },
  address: { frames: { perSecond: 10_000, burst: 40_000 }, bytes: { perSecond: 8 * MB, burst: 128 * MB } },
};

/** Counts what comes in over one connection. */
export type Meter = {
  /** Counts a frame; `false` when it is too much. `frames` is what it weighs: a question costs more than an edit. */
  readonly take: (frames: number, bytes: number, now: number) => boolean;
  /** The connection is over. */
  readonly stop: () => void;
};

/**
 * Part of a full bucket that is taken at a time: looking into all of them for each of many thousand frames a second was a fortieth of
 * what a busy server does.
 */
const PORTION = 1 / 40;

/** What one connection may still send of something before its buckets have to be asked again. */
class Purse {
  private left = 0;
  private readonly portion: number;

  constructor(private readonly buckets: readonly Bucket[]) {
    this.portion = Math.floor(Math.min(...buckets.map(({ rate }) => rate.burst)) * PORTION);
  }

  take(cost: number, now: number): boolean {
    const lacking = cost - this.left;
    if (lacking > 0 && !this.fill(Math.max(lacking, this.portion), now) && !this.fill(lacking, now)) return false;
    this.left -= cost;
    return true;
  }

  /** Puts back what was not used. */
  empty(): void {
    for (const bucket of this.buckets) bucket.give(this.left);
    this.left = 0;
  }

  private fill(amount: number, now: number): boolean {
    if (!this.buckets.every((bucket) => bucket.level(now) >= amount)) return false;
    for (const bucket of this.buckets) bucket.take(amount, now);
    this.left += amount;
    return true;
  }
}

/** What comes in, per connection, member and address. */
export class Traffic {
  private readonly connection: Rate;
  private readonly members: { readonly frames: Buckets; readonly bytes: Buckets };
  private readonly addresses: { readonly frames: Buckets; readonly bytes: Buckets };

  constructor(limits: Partial<TrafficLimits> = {}) {
    const { connection, member, address } = { ...TRAFFIC_LIMITS, ...limits };
    this.connection = connection;
    this.members = { frames: new Buckets(member.frames), bytes: new Buckets(member.bytes) };
    this.addresses = { frames: new Buckets(address.frames), bytes: new Buckets(address.bytes) };
  }

  /** Starts to count a connection. */
  meter(address: string, memberId: MemberId, now: number): Meter {
    const frames = new Purse([
      new Bucket(this.connection, now),
      this.members.frames.use(memberId, now),
      this.addresses.frames.use(address, now),
    ]);
    const bytes = new Purse([this.members.bytes.use(memberId, now), this.addresses.bytes.use(address, now)]);
    let isOn = true;
    return {
      take: (weight, size, at) => frames.take(weight, at) && bytes.take(size, at),
      stop: () => {
        if (!isOn) return;
        isOn = false;
        frames.empty();
        bytes.empty();
        for (const buckets of [this.members.frames, this.members.bytes]) buckets.release(memberId);
        for (const buckets of [this.addresses.frames, this.addresses.bytes]) buckets.release(address);
      },
    };
  }
}
