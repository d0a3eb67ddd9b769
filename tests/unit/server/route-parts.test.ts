import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hashToken, newToken } from '@/server/auth/token';
import { queuePerKey } from '@/server/db/queue';
import { fieldErrors } from '@/server/http/field-errors';
import { createLimits } from '@/server/http/limits';
import { fileResponse } from '@/server/http/respond';
import { nextColour } from '@/server/services/colour';

describe('a queue per key', () => {
  it('starts nothing before the work before it is done, also when that failed', async () => {
    const events: string[] = [];
    const queue = queuePerKey();
    const work = (name: string, fails = false) =>
      queue('key', async () => {
        events.push(`${name} starts`);
        await Promise.resolve();
        events.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      });
    const results = await Promise.allSettled([work('a'), work('b', true), work('c')]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(events).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
  });

  it('does not let one key wait for another', async () => {
    const queue = queuePerKey();
    const stuck = queue('a', () => new Promise<void>(() => undefined));
    expect(await Promise.race([stuck, queue('b', async () => 'through')])).toBe('through');
  });
});

describe('S17 tokens', () => {
  it('are long, different and safe in an address', () => {
    const tokens = Array.from({ length: 1_000 }, newToken);
    expect(new Set(tokens).size).toBe(1_000);
    expect(tokens.every((token) => /^[A-Za-z0-9_-]{43}$/.test(token))).toBe(true);
    expect(hashToken('a')).not.toBe(hashToken('b'));
  });
});

describe('limits', () => {
  it('count per name and per key, and say when to come back', async () => {
    const limits = createLimits({ join: { points: 2, seconds: 30 } });
    expect([await limits.take('join', 'a'), await limits.take('join', 'a')]).toEqual([0, 0]);
    const wait = await limits.take('join', 'a');
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(30);
    expect(await limits.take('join', 'b')).toBe(0);
    expect(await limits.take('create', 'a')).toBe(0);
  });
});

describe('errors per field', () => {
  const schema = z.strictObject({ list: z.array(z.strictObject({ name: z.string().min(3) })), n: z.number().min(2) });
  const errors = (value: unknown) =>
    fieldErrors(schema.safeParse(value, { reportInput: true }).error?.issues ?? [], 'en');

  it('name the place and say what to do', () => {
    expect(errors({ list: [{ name: 'abc' }, { name: 'a' }], n: 1 })).toEqual({
      'list.1.name': 'This is too short: use at least 3 characters.',
      n: 'This must be 2 at least.',
    });
  });

  it('stay few and short, whatever is sent', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`${'x'.repeat(500)}${index}`, 1]));
    expect(Object.keys(errors({ list: [], n: 2, ...many })).every((name) => name.length <= 60)).toBe(true);
    const short = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`x${index}`, 1]));
    expect(Object.keys(errors({ list: [], n: 2, ...short }))).toHaveLength(20);
  });
});

describe('S33 file names', () => {
  it.each([
    ['plan.ics', 'plan.ics', 'plan.ics'],
    ['a"; filename=evil.exe\r\nSet-Cookie: x=1.ics', 'a filenameevil.exeSet-Cookie x1.ics', null],
    ['../../etc/passwd', 'etcpasswd', null],
    ['Één “plan” ♻️.ics', 'Een plan .ics', null],
    ['half \ud83d.ics', 'half .ics', 'half%20.ics'],
    ['♻️', 'download', null],
  ])('%s', (name, plain, full) => {
    const response = fileResponse({ bytes: new Uint8Array(), mime: 'text/plain', name });
    const disposition = response.headers.get('content-disposition') ?? '';
    const [, ascii, encoded] =
      /^attachment; filename="([^"]*)"; filename\*=UTF-8''([\w%.~!-]*)$/.exec(disposition) ?? [];
    expect(ascii).toBe(plain);
    if (full) expect(encoded).toBe(full);
  });
});

describe('colours', () => {
  it('go to the least used', () => {
    expect(nextColour([])).toBe(0);
    expect(nextColour([0, 1, 3])).toBe(2);
    expect(nextColour([0, 1, 2, 3, 4, 5, 6, 7, 0])).toBe(1);
  });
});
