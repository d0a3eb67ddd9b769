import { describe, expect, it } from 'vitest';
import { type MemberId, newId } from '@/lib/core/ids';
import { Door } from '@/server/sync/door/door';

describe('the door (S15)', () => {
  it('counts strangers per address until they are in or sent away', () => {
    const door = new Door({ knocking: 2 });
    const first = door.knock('192.0.2.1');
    expect(door.knock('192.0.2.1')).not.toBeNull();
    expect(door.knock('192.0.2.1')).toBeNull();
    expect(door.knock('192.0.2.2')).not.toBeNull();
    first?.();
    first?.();
    expect(door.knock('192.0.2.1')).not.toBeNull();
    expect(door.knock('192.0.2.1')).toBeNull();
  });

  it('counts members and addresses apart, and counts nobody who does not get in', () => {
    const door = new Door({ perMember: 2, perAddress: 3 });
    const [anna, bram] = [newId<MemberId>(), newId<MemberId>()];
    const leave = door.enter('192.0.2.1', anna);
    expect(door.enter('192.0.2.1', anna)).not.toBeNull();
    for (let count = 0; count < 5; count += 1) expect(door.enter('192.0.2.1', anna)).toBeNull();
    expect(door.enter('192.0.2.1', bram)).not.toBeNull();
    expect(door.enter('192.0.2.1', bram)).toBeNull();
    expect(door.enter('192.0.2.2', bram)).not.toBeNull();
    leave?.();
    expect(door.enter('192.0.2.1', anna)).not.toBeNull();
  });
});
