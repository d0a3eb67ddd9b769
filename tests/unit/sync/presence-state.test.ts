import { describe, expect, it } from 'vitest';
import { StateCheck, textOf } from '@/server/sync/room/presence-frames';

const IDENTITY = '{"memberId":"m","name":"Anna","role":"writer","colour":1}';
const TOUCHPOINT = '0198f3c0-0000-7000-8000-000000000001';
const pointing = (x: string, y: string): string =>
  `{"pointer":{"cell":"${TOUCHPOINT}:touch","x":${x},"y":${y}},"selected":"${TOUCHPOINT}","typing":null,` +
  `"caret":{"touchpointId":"${TOUCHPOINT}","anchor":"{\\"x\\":0.5}","head":"0.25}"}}`;

const newCheck = () => new StateCheck(IDENTITY);

function say(check: StateCheck, state: string): string | null {
  const shown = check.withIdentity({ client: 1, state });
  return shown && textOf(shown);
}

describe('what a page says about itself (checks S10, S11)', () => {
  it('is passed on with who the server knows them to be', () => {
    const check = newCheck();
    const first = JSON.parse(say(check, pointing('0.5', '0.25')) ?? 'null');
    expect(first).toEqual({ ...JSON.parse(pointing('0.5', '0.25')), member: JSON.parse(IDENTITY) });
    const second = JSON.parse(say(check, pointing('0.1234567', '0.9')) ?? 'null');
    expect(second.pointer).toEqual({ cell: `${TOUCHPOINT}:touch`, x: 0.1234567, y: 0.9 });
    expect(JSON.parse(say(newCheck(), '{ }') ?? 'null')).toEqual({ member: JSON.parse(IDENTITY) });
  });

  it('is judged the same after a good state as when it is the first one, whatever was changed in it', () => {
    const good = pointing('0.5', '0.25');
    const pieces = [
      '',
      '0',
      '9',
      '.',
      '"',
      '\\',
      '}',
      '{',
      ',',
      ':',
      '-',
      'e9',
      '00',
      '0.5,',
      '"x":0.5',
      '"member":1,',
      ' ',
    ];
    const judged = { taken: 0, refused: 0 };
    for (let at = 0; at <= good.length; at += 1) {
      for (const piece of pieces) {
        for (const skipped of [0, 1, 3]) {
          const state = good.slice(0, at) + piece + good.slice(at + skipped);
          const check = newCheck();
          expect(say(check, good)).not.toBeNull();
          const alone = say(newCheck(), state);
          expect(say(check, state), state).toBe(alone);
          judged[alone === null ? 'refused' : 'taken'] += 1;
        }
      }
    }
    expect(judged.taken).toBeGreaterThan(1_000);
    expect(judged.refused).toBeGreaterThan(1_000);
  });

  it('does not get better by being repeated', () => {
    const check = newCheck();
    for (const bad of [
      pointing('1.5', '0.2'),
      pointing('-0.5', '0.2'),
      '{"member":{"name":"Bram"}}',
      'null',
      '[]',
      '{',
    ]) {
      expect(say(check, bad)).toBeNull();
      expect(say(check, bad)).toBeNull();
    }
    expect(say(check, `{"typing":{"touchpointId":"${TOUCHPOINT}","field":"${'x'.repeat(31)}"}}`)).toBeNull();
  });
});
