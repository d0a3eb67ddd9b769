import { describe, expect, it } from 'vitest';
import { WayChoice } from '@/lib/collab/way';

const SECOND = 1_000;

/** A choice with a clock of its own. */
function aChoice() {
  const choice = new WayChoice();
  let now = 0;
  const at = (seconds: number) => {
    now = seconds * SECOND;
  };
  const later = (seconds: number) => {
    now += seconds * SECOND;
  };
  const begin = () => choice.began(now);
  const fail = () => {
    choice.began(now);
    choice.closed(now, false);
  };
  const connect = () => {
    choice.began(now);
    choice.opened(now);
    choice.synced(now);
  };
  const drop = (isMeant = false) => choice.closed(now, isMeant);
  const turns = () => choice.mustTurn(now);
  const probes = () => choice.mustProbe(now);
  const found = (works: boolean) => choice.probed(now, works);
  /** Seconds until a probe is due. */
  const untilProbe = () => {
    for (let seconds = 0; seconds <= 1_000; seconds += 1) {
      if (probes()) return seconds;
      later(1);
    }
    return Number.POSITIVE_INFINITY;
  };
  return { choice, at, later, begin, fail, connect, drop, turns, probes, found, untilProbe };
}

describe('the way to the server', () => {
  it('is a web socket, and stays one that works', () => {
    const { choice, connect, turns, later, untilProbe } = aChoice();
    connect();
    later(100);
    expect([choice.way, turns(), untilProbe()]).toEqual(['socket', false, Number.POSITIVE_INFINITY]);
  });

  it('is HTTP after four seconds without a first sync, whether sockets hang or are refused at once', () => {
    for (const isRefused of [true, false]) {
      const { choice, at, begin, fail, turns } = aChoice();
      begin();
      for (let seconds = 0; seconds < 4; seconds += 1) {
        at(seconds);
        if (isRefused) fail();
        expect(turns()).toBe(false);
      }
      at(4);
      expect([turns(), choice.way]).toEqual([true, 'http']);
      expect(turns()).toBe(false);
    }
  });

  it('is HTTP after two early breaks in a row, and not after one, nor when the server meant it', () => {
    const { choice, connect, drop, later } = aChoice();
    for (const isMeant of [true, true, true]) {
      connect();
      drop(isMeant);
    }
    expect(choice.way).toBe('socket');
    connect();
    later(9);
    drop();
    connect();
    later(11);
    drop();
    connect();
    later(5);
    drop();
    expect(choice.way).toBe('socket');
    connect();
    drop();
    expect(choice.way).toBe('http');
  });

  it('takes turns where nothing works, and keeps what works first', () => {
    const { choice, at, later, fail, begin, turns, connect } = aChoice();
    fail();
    at(4);
    expect(turns()).toBe(true);
    const tried: string[] = [];
    for (let count = 0; count < 6; count += 1) {
      tried.push(choice.way);
      fail();
    }
    expect(tried).toEqual(['http', 'http', 'socket', 'http', 'http', 'socket']);
    fail();
    fail();
    expect(choice.way).toBe('socket');
    begin();
    later(3);
    expect(turns()).toBe(false);
    connect();
    later(60);
    expect([choice.way, turns()]).toEqual(['socket', false]);
  });

  it('looks at web sockets again after 30 seconds, then less and less often, up to five minutes', () => {
    const { choice, begin, at, turns, connect, untilProbe, found } = aChoice();
    begin();
    at(5);
    turns();
    connect();
    const pauses = Array.from({ length: 6 }, () => {
      const pause = untilProbe();
      found(false);
      return pause;
    });
    expect(pauses).toEqual([30, 60, 120, 240, 300, 300]);
    expect(choice.way).toBe('http');
  });

  it('looks soon where a web socket did well before', () => {
    const { begin, at, turns, connect, later, drop, untilProbe } = aChoice();
    connect();
    later(20);
    drop();
    begin();
    at(30);
    expect(turns()).toBe(true);
    connect();
    expect(untilProbe()).toBe(5);
  });

  it('goes back when the look succeeds, and is quick to leave again when that was too early', () => {
    const { choice, begin, at, turns, connect, drop, later, untilProbe, found } = aChoice();
    begin();
    at(5);
    turns();
    connect();
    untilProbe();
    found(true);
    expect(choice.way).toBe('socket');
    drop();
    connect();
    later(5);
    drop();
    expect(choice.way).toBe('http');
    connect();
    expect(untilProbe()).toBe(60);
    found(true);
    drop();
    connect();
    later(61);
    drop();
    connect();
    drop();
    expect(choice.way).toBe('socket');
  });
});
