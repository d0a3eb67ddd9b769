import { describe, expect, it } from 'vitest';
import { type MemberId, newId } from '@/lib/core/ids';
import { Door } from '@/server/sync/door/door';
import { Bucket, Buckets } from '@/server/sync/door/rate';
import { TRAFFIC_LIMITS, Traffic } from '@/server/sync/door/traffic';
import { Backlog } from '@/server/sync/links/backlog';
import type { Link } from '@/server/sync/links/link';
import { Outbox } from '@/server/sync/links/outbox';
import { handClock } from '@/tests/support/hand-clock';

const HOUSE = '192.0.2.1';
const aMember = () => newId<MemberId>();

describe('a bucket', () => {
  it('holds a burst, fills at its rate, and never gets more than full', () => {
    const bucket = new Bucket({ perSecond: 10, burst: 20 }, 0);
    expect(bucket.take(20, 0)).toBe(true);
    expect(bucket.take(1, 50)).toBe(false);
    expect(bucket.take(1, 100)).toBe(true);
    expect(bucket.isFull(1_000)).toBe(false);
    expect(bucket.level(60_000)).toBe(20);
    expect(bucket.isFull(60_000)).toBe(true);
  });

  it('is not filled by a clock that runs back', () => {
    const bucket = new Bucket({ perSecond: 1_000, burst: 1 }, 5_000);
    expect(bucket.take(1, 5_000)).toBe(true);
    expect(bucket.take(1, 1_000)).toBe(false);
  });
});

describe('buckets by key', () => {
  it('are shared, stay while somebody uses them or they are not full, and are forgotten after that', () => {
    const buckets = new Buckets({ perSecond: 1, burst: 100 });
    const one = buckets.use('a', 0);
    expect(buckets.use('a', 0)).toBe(one);
    one.take(100, 0);
    expect(buckets.has('a', 1, 0)).toBe(false);
    expect(buckets.has('b', 100, 0)).toBe(true);
    buckets.take('c', 1, 0);
    buckets.release('a');
    buckets.release('a');
    expect(buckets.use('a', 60_000)).toBe(one);
    buckets.take('d', 1, 60_000);
    expect(buckets.size).toBe(2);
    buckets.take('d', 1, 600_000);
    expect(buckets.has('a', 100, 600_000)).toBe(true);
    expect(buckets.use('a', 600_000)).toBe(one);
    buckets.release('a');
    buckets.release('a');
    buckets.take('e', 1, 1_200_000);
    expect(buckets.size).toBe(1);
  });
});

describe('what comes in (S15)', () => {
  it('is counted per connection', () => {
    const traffic = new Traffic({ connection: { perSecond: 10, burst: 10 } });
    const member = aMember();
    const [one, other] = [traffic.meter(HOUSE, member, 0), traffic.meter(HOUSE, member, 0)];
    for (let count = 0; count < 10; count += 1) expect(one.take(1, 100, 0)).toBe(true);
    expect(one.take(1, 100, 0)).toBe(false);
    expect(other.take(1, 100, 0)).toBe(true);
  });

  it('is counted per member over all connections, also those that came and went', () => {
    const bytes = { perSecond: 1_000, burst: 10_000 };
    const traffic = new Traffic({ member: { ...TRAFFIC_LIMITS.member, bytes } });
    const member = aMember();
    for (let count = 0; count < 10; count += 1) {
      const meter = traffic.meter(HOUSE, member, 0);
      expect(meter.take(1, 1_000, 0)).toBe(true);
      meter.stop();
      meter.stop();
    }
    expect(traffic.meter(HOUSE, member, 0).take(1, 1_000, 0)).toBe(false);
    expect(traffic.meter(HOUSE, aMember(), 0).take(1, 1_000, 0)).toBe(true);
    expect(traffic.meter(HOUSE, member, 1_000).take(1, 1_000, 1_000)).toBe(true);
  });

  it('is counted per address over all members', () => {
    const frames = { perSecond: 5, burst: 50 };
    const traffic = new Traffic({ address: { ...TRAFFIC_LIMITS.address, frames } });
    for (let count = 0; count < 50; count += 1) expect(traffic.meter(HOUSE, aMember(), 0).take(1, 1, 0)).toBe(true);
    expect(traffic.meter(HOUSE, aMember(), 0).take(1, 1, 0)).toBe(false);
    expect(traffic.meter('192.0.2.2', aMember(), 0).take(1, 1, 0)).toBe(true);
  });

  it('is taken by the portion: to the last frame of what there is, and what a connection leaves goes back', () => {
    const frames = { perSecond: 1, burst: 400 };
    const traffic = new Traffic({ member: { ...TRAFFIC_LIMITS.member, frames } });
    const member = aMember();
    const [one, other] = [traffic.meter(HOUSE, member, 0), traffic.meter(HOUSE, member, 0)];
    expect(one.take(1, 100, 0)).toBe(true);
    let taken = 0;
    while (other.take(1, 100, 0)) taken += 1;
    // The other nine of its portion are with the first.
    expect(taken).toBe(390);
    one.stop();
    expect(other.take(9, 900, 0)).toBe(true);
    expect(other.take(1, 100, 0)).toBe(false);
    expect(traffic.meter(HOUSE, member, 0).take(1, 100, 0)).toBe(false);
  });

  it('may be what three tabs wrote offline, and an hour of typing and pointing after that', () => {
    const traffic = new Traffic();
    const member = aMember();
    const tabs = [1, 2, 3].map(() => traffic.meter(HOUSE, member, 0));
    for (const tab of tabs) expect(tab.take(1, 1_048_576, 0)).toBe(true);
    for (let second = 1; second <= 3_600; second += 1) {
      for (const tab of tabs)
        for (let frame = 0; frame < 15; frame += 1) expect(tab.take(1, 200, second * 1_000)).toBe(true);
    }
  });

  it('may not be 200 messages of 64 kB a second (T22)', () => {
    const meter = new Traffic().meter(HOUSE, aMember(), 0);
    let taken = 0;
    while (meter.take(1, 65_536, taken * 5)) taken += 1;
    expect(taken).toBeLessThan(100);
  });
});

describe('the door', () => {
  it('counts who knocks, one after the other (S15)', async () => {
    const clock = handClock();
    const door = new Door({ knocks: { perSecond: 1, burst: 3 } }, clock);
    for (let count = 0; count < 3; count += 1) door.knock(HOUSE)?.();
    expect(door.knock(HOUSE)).toBeNull();
    expect(door.knock('192.0.2.2')).not.toBeNull();
    await clock.pass(1_000);
    expect(door.knock(HOUSE)).not.toBeNull();
  });

  it('keeps out for a while who was thrown out ten times within a minute, and nobody else', async () => {
    const clock = handClock();
    const door = new Door({}, clock);
    const [hostile, honest] = [aMember(), aMember()];
    for (let count = 0; count < 10; count += 1) {
      door.enter(HOUSE, hostile)?.();
      door.blame(hostile);
    }
    expect(door.enter(HOUSE, hostile)).toBeNull();
    expect(door.enter(HOUSE, honest)).not.toBeNull();
    await clock.pass(5_900);
    expect(door.enter(HOUSE, hostile)).toBeNull();
    await clock.pass(200);
    expect(door.enter(HOUSE, hostile)).not.toBeNull();
  });

  it('never keeps out a town hall of 50 pages that lose their link all the time', async () => {
    const clock = handClock();
    const door = new Door({}, clock);
    for (let second = 0; second < 300; second += 1) {
      // Each page waits 2.5 s at most, and 1.5 s on average.
      for (let page = 0; page < 20; page += 1) {
        const leave = door.knock(HOUSE);
        expect(leave).not.toBeNull();
        leave?.();
      }
      await clock.pass(1_000);
    }
  });
});

describe('what waits for slow readers', () => {
  const aReader = (backlog: Backlog) => {
    const reader = {
      waiting: 0,
      dropped: false,
      unread: () => reader.waiting,
      allowed: 0,
      allowance: () => reader.allowed,
      drop: () => {
        reader.dropped = true;
      },
    };
    return {
      reader,
      wait: (bytes: number) => {
        reader.waiting = bytes;
        backlog.note(reader, bytes);
      },
    };
  };

  it('is limited for each', () => {
    const backlog = new Backlog({ each: 100, together: 1_000 });
    const { reader, wait } = aReader(backlog);
    wait(100);
    expect(reader.dropped).toBe(false);
    reader.allowed = 1_000;
    wait(1_000);
    expect(reader.dropped).toBe(false);
    reader.allowed = 0;
    wait(101);
    expect(reader.dropped).toBe(true);
  });

  it('is limited for all together: the slowest go first, and no more of them than needed', () => {
    const backlog = new Backlog({ each: 100, together: 300 });
    const readers = [90, 80, 70, 60].map((bytes) => ({ bytes, ...aReader(backlog) }));
    for (const { wait, bytes } of readers.slice(0, 3)) wait(bytes);
    expect(readers.map(({ reader }) => reader.dropped)).toEqual([false, false, false, false]);
    readers[3]?.wait(65);
    expect(readers.map(({ reader }) => reader.dropped)).toEqual([true, false, false, false]);
    readers[3]?.wait(95);
    expect(readers.map(({ reader }) => reader.dropped)).toEqual([true, false, false, false]);
  });

  it('is not counted for somebody whose link has ended, whatever was on its way to them', async () => {
    const backlog = new Backlog({ each: 100, together: 15 });
    const dropped: string[] = [];
    const link = { kind: 'socket', send: () => undefined, unread: () => 10 } as unknown as Link;
    const gone = new Outbox(link, handClock(), backlog, () => void dropped.push('gone'));
    gone.push(Uint8Array.of(1));
    gone.forget();
    await Promise.resolve();
    const here = aReader(backlog);
    here.wait(12);
    expect([dropped, here.reader.dropped]).toEqual([[], false]);
  });

  it('forgets who has caught up or has left', () => {
    const backlog = new Backlog({ each: 100, together: 150 });
    const [quick, gone, slow] = [aReader(backlog), aReader(backlog), aReader(backlog)];
    quick.wait(100);
    quick.reader.waiting = 0;
    gone.wait(50);
    backlog.forget(gone.reader);
    gone.reader.waiting = 0;
    slow.wait(100);
    expect([quick, gone, slow].map(({ reader }) => reader.dropped)).toEqual([false, false, false]);
  });
});
