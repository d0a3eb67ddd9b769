import { describe, expect, it } from 'vitest';
import { CLOSE } from '@/lib/collab/protocol';
import { type MemberId, newId, type SessionId } from '@/lib/core/ids';
import type { Admission, Review } from '@/server/sync/contract';
import { RECHECK_MS, Recheck } from '@/server/sync/door/recheck';
import { handClock } from '@/tests/support/hand-clock';

const sessionId = newId<SessionId>();
const anAdmission = (expiresAt: number | null = null): Admission => ({
  sessionId,
  identity: { memberId: newId<MemberId>(), name: 'Anna', role: 'writer', colour: 0 },
  isOwner: false,
  signInId: null,
  expiresAt,
});

function aHouse(everyMs?: number) {
  const clock = handClock();
  const people: { admission: Admission; code?: number; close: (code: number) => void }[] = [];
  const asked: MemberId[][] = [];
  const warned: string[] = [];
  const codes = new Map<MemberId, number>();
  const state = { fails: false };
  const review: Review = async (meant) => {
    asked.push(meant.map(({ identity }) => identity.memberId));
    if (state.fails) throw new Error('no database');
    return meant.map(({ identity }) => codes.get(identity.memberId) ?? null);
  };
  const log = { warn: (_about: unknown, message: string) => void warned.push(message) } as never;
  const recheck = new Recheck({ people: () => people, review, clock, log, ...(everyMs && { everyMs }) });
  const enter = (expiresAt?: number | null) => {
    const insider: (typeof people)[number] = {
      admission: anAdmission(expiresAt),
      close: (code) => {
        insider.code = code;
        people.splice(people.indexOf(insider), 1);
      },
    };
    people.push(insider);
    return { insider, id: insider.admission.identity.memberId };
  };
  return { clock, asked, warned, codes, state, recheck, enter };
}

describe('who is in is looked up anew (T21, S21)', () => {
  it('every so often, and closed with the code that fits', async () => {
    const { clock, asked, codes, enter } = aHouse();
    const [anna, bram] = [enter(), enter()];
    await clock.pass(RECHECK_MS - 1_000);
    expect(asked).toEqual([]);
    codes.set(bram.id, CLOSE.memberChanged);
    await clock.pass(1_000);
    expect(asked).toEqual([[anna.id, bram.id]]);
    expect([anna.insider.code, bram.insider.code]).toEqual([undefined, CLOSE.memberChanged]);
    await clock.pass(RECHECK_MS);
    expect(asked.at(-1)).toEqual([anna.id]);
  });

  it('within the second in which somebody’s time is up, and nobody else is asked about', async () => {
    const { clock, asked, codes, enter } = aHouse();
    enter();
    const guest = enter(clock.now() + 3_500);
    codes.set(guest.id, CLOSE.signedOut);
    await clock.pass(3_000);
    expect(asked).toEqual([]);
    await clock.pass(1_000);
    expect(asked).toEqual([[guest.id]]);
    expect(guest.insider.code).toBe(CLOSE.signedOut);
    await clock.pass(5_000);
    expect(asked.length).toBe(1);
  });

  it('every second where other processes may change rights', async () => {
    const { clock, asked, enter } = aHouse(1_000);
    enter();
    await clock.pass(5_000);
    expect(asked.length).toBe(5);
  });

  it('again a second later when the database does not answer; nobody is sent away meanwhile, and it is said once', async () => {
    const { clock, asked, codes, warned, state, enter } = aHouse();
    const anna = enter();
    codes.set(anna.id, CLOSE.removed);
    state.fails = true;
    await clock.pass(RECHECK_MS + 3_000);
    expect(asked.length).toBe(4);
    expect(anna.insider.code).toBeUndefined();
    expect(warned.length).toBe(1);
    state.fails = false;
    await clock.pass(1_000);
    expect(anna.insider.code).toBe(CLOSE.removed);
  });

  it('no more once it was stopped', async () => {
    const { clock, asked, recheck, enter } = aHouse(1_000);
    enter();
    recheck.stop();
    await clock.pass(10_000);
    expect(asked).toEqual([]);
  });
});
