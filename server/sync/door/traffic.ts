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

function takeAll(buckets: readonly Bucket[], cost: number, now: number): boolean {
  for (const bucket of buckets) if (!bucket.take(cost, now)) return false;
  return true;
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
    const frames = [
      new Bucket(this.connection, now),
      this.members.frames.use(memberId, now),
      this.addresses.frames.use(address, now),
    ];
    const bytes = [this.members.bytes.use(memberId, now), this.addresses.bytes.use(address, now)];
    let isOn = true;
    return {
      take: (weight, size, at) => takeAll(frames, weight, at) && takeAll(bytes, size, at),
      stop: () => {
        if (!isOn) return;
        isOn = false;
        for (const buckets of [this.members.frames, this.members.bytes]) buckets.release(memberId);
        for (const buckets of [this.addresses.frames, this.addresses.bytes]) buckets.release(address);
      },
    };
  }
}
