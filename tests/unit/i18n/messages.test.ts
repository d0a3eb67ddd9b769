import { describe, expect, it } from 'vitest';
import { en } from '@/lib/i18n/en';
import { nl } from '@/lib/i18n/nl';
import { leavesOf, placeholdersOf } from '@/tests/support/messages';

const dutch = leavesOf(nl);
const english = leavesOf(en);

describe('messages', () => {
  it('has the same keys in Dutch and English', () => {
    expect([...english.keys()].sort()).toEqual([...dutch.keys()].sort());
  });

  it.each([
    ['nl', dutch],
    ['en', english],
  ])('has no empty text in %s', (_language, leaves) => {
    const empty = [...leaves].filter(([, text]) => text.trim() === '').map(([key]) => key);
    expect(empty).toEqual([]);
  });

  it('uses the same placeholders, in the same way, in both languages', () => {
    const different = [...dutch].filter(
      ([key, text]) => placeholdersOf(text).join() !== placeholdersOf(english.get(key) ?? '').join(),
    );
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it('is valid ICU everywhere', () => {
    const broken = [...dutch, ...english].filter(([, text]) => !isIcu(text)).map(([key]) => key);
    expect(broken).toEqual([]);
  });
});

describe('the comparison itself', () => {
  it('sees nested keys, plural arguments and tags', () => {
    expect([...leavesOf({ a: { b: 'x', c: { d: '' } } })]).toEqual([
      ['a.b', 'x'],
      ['a.c.d', ''],
    ]);
    expect(placeholdersOf('{n, plural, one {# dag van {name}} other {# dagen}} <b>x</b>')).toEqual([
      '<b>',
      'n:plural',
      'name',
    ]);
  });

  it('tells a forgotten placeholder', () => {
    expect(placeholdersOf('Hallo {name}')).not.toEqual(placeholdersOf('Hello'));
  });

  it('refuses a broken pattern', () => {
    expect(isIcu('{n, plural, one {# dag}')).toBe(false);
  });
});

function isIcu(text: string): boolean {
  try {
    placeholdersOf(text);
    return true;
  } catch {
    return false;
  }
}
