import { describe, expect, it } from 'vitest';
import { noSleeps, noSwitchedOffTests } from './rules/tests';
import { houseOnDisk } from './support/disk';
import { readHouse } from './support/house';

const house = houseOnDisk();
const inTest = (source: string) => readHouse({ 'tests/unit/a.test.ts': source });

describe('tests that do not run', () => {
  it('holds: none is switched off', () => expect(noSwitchedOffTests(house)).toEqual([]));

  it.each(['it', 'test', 'describe'])('fails on a switched-off %s', (runner) => {
    for (const off of ['skip', 'only', 'todo', 'fixme', 'skipIf', 'concurrent.skip']) {
      expect(noSwitchedOffTests(inTest(`${runner}.${off}('a', () => {});`)).length).toBeGreaterThan(0);
    }
    expect(noSwitchedOffTests(inTest(`${runner}.each([1])('a', () => {}); list.skip(1);`))).toEqual([]);
  });
});

describe('tests that sleep', () => {
  it('holds: all wait on conditions', () => expect(noSleeps(house)).toEqual([]));

  it.each([
    'await new Promise((resolve) => setTimeout(resolve, 100));',
    'await new Promise((done) => { setTimeout(() => done(), 100); });',
    'await new Promise(function (resolve) { globalThis.setTimeout(resolve, 1); });',
    "import { setTimeout as wait } from 'node:timers/promises';",
    'await page.waitForTimeout(500);',
  ])('fails on %s', (source) => expect(noSleeps(inTest(source))).toHaveLength(1));

  it('lets a deadline be', () => {
    const source =
      'await new Promise((resolve, reject) => { on(resolve); setTimeout(() => reject(new Error()), 100); });';
    expect(noSleeps(inTest(source))).toEqual([]);
  });
});
