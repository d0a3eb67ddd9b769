import * as decoding from 'lib0/decoding';
import { describe, expect, it } from 'vitest';
import type { MemberId, SessionId } from '@/lib/core/ids';
import { noRelay, type Whereabouts } from '@/server/sync/cluster/relay';
import type { Peer } from '@/server/sync/links/peer';
import { Owners } from '@/server/sync/room/owners';
import { Presence } from '@/server/sync/room/presence';
import { awarenessFrame } from '@/tests/support/awareness';
import { handClock } from '@/tests/support/hand-clock';

const sessionId = 'session' as SessionId;

/** Somebody with a page, of whom presence only needs who they are and how to reach them. */
function somebody(memberId: string) {
  const heard: Uint8Array[] = [];
  const peer = {
    author: { memberId: memberId as MemberId },
    identity: JSON.stringify({ memberId, name: memberId, role: 'participant' }),
    isReading: true,
    outbox: { push: (frame: Uint8Array) => heard.push(frame) },
  };
  return { peer: peer as unknown as Peer, heard };
}

/** A room in which Anna and Bram are, and what the other servers hear of it. */
function aRoom() {
  const clock = handClock();
  const start = clock.now();
  const shown: { readonly at: number; readonly people: readonly Whereabouts[] }[] = [];
  const relay = {
    ...noRelay,
    isShared: true,
    show: (_sessionId: SessionId, people: readonly Whereabouts[]) =>
      void shown.push({ at: clock.now() - start, people }),
  };
  const [anna, bram] = [somebody('anna'), somebody('bram')];
  const presence = new Presence(sessionId, new Set([anna.peer, bram.peer]), new Owners(new Map()), { clock, relay });
  const point = (who: typeof anna, client: number, x: number) => {
    const frame = awarenessFrame({ client, clock: 1, state: { pointer: { cell: 'a|touch', x, y: 0.5 } } });
    const decoder = decoding.createDecoder(frame);
    decoding.readVarUint(decoder);
    presence.receive(who.peer, decoding.readVarUint8Array(decoder));
  };
  return { clock, shown, presence, anna, bram, point };
}

describe('what other servers hear of where people are', () => {
  it('is everybody’s last place, five times a second at most, however many edits go out', async () => {
    const { clock, shown, presence, anna, bram, point } = aRoom();
    for (let moment = 0; moment < 100; moment += 1) {
      point(anna, 7, moment / 1_000);
      if (moment % 20 === 0) point(bram, 8, moment / 1_000);
      await clock.pass(5);
      if (moment % 5 === 0) presence.goAlong();
    }
    await clock.pass(1_000);
    expect(shown.map(({ at }) => at)).toEqual([200, 400, 600]);
    expect(shown[0]?.people.map(({ client }) => client).sort()).toEqual([7, 8]);
    const last = new Map(
      shown.flatMap(({ people }) => people.map(({ client, state }) => [client, JSON.parse(state).pointer.x])),
    );
    expect(last).toEqual(new Map([[7, 0.099], [8, 0.08]])); // biome-ignore format: a table
    // The pages of this server did not wait for that.
    expect(bram.heard.length).toBeGreaterThan(10);
  });

  it('is said at once when nobody is left', async () => {
    const { clock, shown, presence, anna, point } = aRoom();
    point(anna, 7, 0.5);
    await clock.pass(250);
    presence.leave(anna.peer);
    expect(shown.length).toBe(1);
    presence.stop();
    expect(shown.at(-1)?.people).toMatchObject([{ client: 7, memberId: 'anna', state: '' }]);
    await clock.pass(1_000);
    expect(shown.length).toBe(2);
  });
});
