import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MemberId, SessionId } from '@/lib/core/ids';
import { createSharedRelay } from '@/server/relay/shared-relay';
import type { Transport, TransportEvents } from '@/server/relay/transport';
import { systemClock } from '@/server/sync/clock';
import type { Relay, Revocation, Whereabouts } from '@/server/sync/cluster/relay';

const KEY = Buffer.from('a key');
const SESSION = 'session' as SessionId;
const anna: Whereabouts = { client: 1, memberId: 'anna' as MemberId, state: '{"a":1}', since: 1 };

/** A way between processes in memory, in which frames can be lost. */
class Air {
  private readonly ends = new Map<string, { readonly events: TransportEvents; isUp: boolean }>();
  /** Frames that still are to be lost. */
  losing = 0;
  restarts = 0;
  /** Where frames went: to a process, or to everybody. */
  readonly went: (string | null)[] = [];

  transport = (place: string): Transport => ({
    start: (events) => {
      this.ends.set(place, { events, isUp: true });
      setImmediate(events.onUp);
    },
    isUp: () => this.ends.get(place)?.isUp ?? false,
    send: (to, frame) => {
      this.went.push(to);
      if (this.losing > 0) {
        this.losing -= 1;
        return true;
      }
      for (const [name, end] of this.ends) if ((to === null || to === name) && end.isUp) end.events.onFrame(frame);
      return true;
    },
    restart: () => {
      this.restarts += 1;
    },
    stop: async () => void this.ends.delete(place),
  });

  /** A process loses its way to the others, or finds it again. */
  set(place: string, isUp: boolean): void {
    const end = this.ends.get(place);
    if (!end) return;
    end.isUp = isUp;
    if (isUp) end.events.onUp();
  }

  /** Something that is no frame of ours. */
  noise(): void {
    for (const { events } of this.ends.values()) events.onFrame(Uint8Array.of(2, 4, 97, 98, 99, 100, 1, 2, 3));
  }
}

let air: Air;
const relays: Relay[] = [];
const warnings: string[] = [];
const log = { warn: (_about: unknown, text?: string) => void warnings.push(text ?? String(_about)) } as never;

function aProcess(place: string) {
  const relay = createSharedRelay({ transportFor: air.transport, key: KEY, clock: systemClock, log, place });
  relays.push(relay);
  const heard = { revocations: [] as Revocation[], missed: 0 };
  relay.attend({
    onRevoked: (revocation) => heard.revocations.push(revocation),
    onMissed: () => {
      heard.missed += 1;
    },
  });
  return { relay, heard };
}

/** A room with these people, and what it hears of others. */
function aRoom(relay: Relay, people: readonly Whereabouts[] = []) {
  const room = { stored: [] as number[], people: [] as unknown[], gone: [] as string[], here: people };
  relay.follow(SESSION, {
    onStored: (first, pieces) => room.stored.push(...pieces.map((_, index) => first + index)),
    onPeople: (place, others, isAll) => room.people.push([place, others.map(({ client }) => client), isAll]),
    onPlaceGone: (place) => room.gone.push(place),
    whoIsHere: () => room.here,
  });
  return room;
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const piece = { data: Uint8Array.of(1), memberId: null, authors: [] };

beforeEach(() => {
  vi.useFakeTimers();
  air = new Air();
});
afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop()));
  warnings.length = 0;
  vi.useRealTimers();
});

describe('the relay between processes', () => {
  it('brings pieces, people and revocations to the others, and not back', async () => {
    const [a, b] = [aProcess('a'), aProcess('b')];
    const [atA, atB] = [aRoom(a.relay), aRoom(b.relay)];
    await pass(100);
    a.relay.announce(SESSION, 4, [piece, piece]);
    a.relay.show(SESSION, [anna]);
    a.relay.revoke({ kind: 'session', sessionId: SESSION });
    await pass(100);
    expect(atB).toMatchObject({ stored: [4, 5], people: [['a', [1], false]] });
    expect(b.heard.revocations).toEqual([{ kind: 'session', sessionId: SESSION }]);
    expect(atA).toMatchObject({ stored: [], people: [] });
    expect(a.heard.revocations).toEqual([]);
  });

  it('puts what is said at the same moment into one frame', async () => {
    const [a] = [aProcess('a'), aProcess('b')];
    await pass(100);
    const before = a.relay.figures().sent;
    for (let count = 0; count < 50; count += 1) a.relay.announce(`session ${count}` as SessionId, 1, [piece]);
    await pass(0);
    expect(a.relay.figures().sent - before).toBe(1);
  });

  it.each([
    { others: 1, to: ['b'] },
    { others: 3, to: ['b', 'c', 'd'] },
    { others: 4, to: [null] },
  ])('speaks to $others others without hearing itself where that is less work', async ({ others, to }) => {
    const a = aProcess('a');
    for (const place of ['b', 'c', 'd', 'e'].slice(0, others)) aProcess(place);
    await pass(100);
    air.went.length = 0;
    a.relay.announce(SESSION, 1, [piece]);
    await pass(0);
    expect(air.went).toEqual(to);
  });

  it('is understood by who is not known yet: they see that something is missing', async () => {
    const [a] = [aProcess('a'), aProcess('b')];
    await pass(3_000);
    air.losing = 1; // c's first sign of life, to all
    const c = aProcess('c');
    await pass(10);
    a.relay.announce(SESSION, 1, [piece]);
    await pass(2_000);
    expect(c.heard.missed).toBeGreaterThan(1);
    expect(a.relay.figures().neighbours).toBe(2);
  });

  it('tells a newcomer who is there', async () => {
    const a = aProcess('a');
    aRoom(a.relay, [anna]);
    const b = aProcess('b');
    await pass(10);
    const room = aRoom(b.relay);
    await pass(100);
    expect(room.people).toContainEqual(['a', [1], true]);
  });

  it('notices a frame that is lost: has the database looked at, and asks who is there', async () => {
    const [a, b] = [aProcess('a'), aProcess('b')];
    const atA = aRoom(a.relay, [anna]);
    const atB = aRoom(b.relay);
    await pass(3_000);
    const { missed } = b.heard;
    atB.people.length = 0;
    air.losing = 1;
    atA.here = [];
    a.relay.show(SESSION, [{ ...anna, state: '' }]);
    await pass(4_000);
    expect(b.heard.missed).toBe(missed + 1);
    // Everybody there is forgotten, and then named again.
    expect(atB.gone).toContain('a');
    expect(atB.people).toEqual([]);
  });

  it('takes a process that is silent for dead, and one that says goodbye', async () => {
    const [a, b, c] = [aProcess('a'), aProcess('b'), aProcess('c')];
    await pass(3_000);
    const room = aRoom(a.relay);
    expect(a.relay.figures().neighbours).toBe(2);
    await b.relay.stop();
    await pass(100);
    expect(room.gone).toEqual(['b']);
    air.set('c', false);
    await pass(4_000);
    expect(room.gone).toEqual(['b']);
    await pass(4_000);
    expect(room.gone).toEqual(['b', 'c']);
    expect(c.relay.figures().neighbours).toBe(0);
  });

  it('asks anew when the way was down, on both sides', async () => {
    const [a, b] = [aProcess('a'), aProcess('b')];
    aRoom(a.relay, [anna]);
    const room = aRoom(b.relay);
    await pass(3_000);
    room.people.length = 0;
    air.set('b', false);
    await pass(500);
    air.set('b', true);
    await pass(3_000);
    expect(room.people).toContainEqual(['a', [1], true]);
    expect(b.heard.missed).toBeGreaterThan(1);
  });

  it('tries a new way when its own voice does not come back', async () => {
    const a = aProcess('a');
    await pass(5_000);
    expect(air.restarts).toBe(0);
    air.losing = Number.POSITIVE_INFINITY;
    await pass(8_000);
    expect(air.restarts).toBeGreaterThan(0);
    expect(a.relay.figures().isUp).toBe(true);
  });

  it('answers questions; who is not there, or says nothing, is no answer', async () => {
    const [a, b, c] = [aProcess('a'), aProcess('b'), aProcess('c')];
    b.relay.answer(async (question) => Uint8Array.of(...question, 9));
    c.relay.answer(() => Promise.reject(new Error('broken')));
    await pass(3_000);
    const ask = (place: string) => a.relay.ask(place, Uint8Array.of(7), 5_000);
    const answered = ask('b');
    await pass(10);
    expect(await answered).toEqual(Uint8Array.of(7, 9));
    expect(await ask('nobody')).toBeNull();
    const unanswered = ask('c');
    await pass(6_000);
    expect(await unanswered).toBeNull();
    const abandoned = ask('b');
    await b.relay.stop();
    await pass(10);
    expect(await abandoned).toBeNull();
  });

  it('hears noise, says so once, and goes on', async () => {
    const [a, b] = [aProcess('a'), aProcess('b')];
    const room = aRoom(b.relay);
    await pass(100);
    air.noise();
    air.noise();
    a.relay.announce(SESSION, 1, [piece]);
    await pass(100);
    expect(room.stored).toEqual([1]);
    expect(b.relay.figures().malformed).toBe(2);
    expect(warnings).toHaveLength(2);
  });
});
