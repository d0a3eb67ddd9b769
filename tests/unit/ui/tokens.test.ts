import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lineColour, presenceColour } from '@/components/ui/colours';

const css = readFileSync(new URL('../../../app/globals.css', import.meta.url), 'utf8');

/** Every `--color-name: #rrggbb` of the stylesheet. */
const tokens = new Map(
  [...css.matchAll(/--color-([a-z0-9-]+):\s*(#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]),
);

function hexOf(name: string): string {
  const hex = tokens.get(name);
  if (!hex) throw new Error(`no colour token ${name}`);
  return hex;
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(hexOf(a)), luminance(hexOf(b))].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const numbered = (kind: string) => [...tokens.keys()].filter((name) => new RegExp(`^${kind}-\\d+$`).test(name));
const lightGrounds = ['paper', 'zone', 'tint', 'ok-soft', 'warn-soft', 'danger-soft', 'info-soft'];

const text: readonly [string, string][] = [
  ...['ink', 'ink-soft'].flatMap((name) => lightGrounds.map((ground): [string, string] => [name, ground])),
  ['ink', 'yellow'],
  ['ink', 'yellow-deep'],
  ...['white', 'on-navy', 'yellow'].flatMap((name): [string, string][] => [
    [name, 'navy'],
    [name, 'navy-soft'],
  ]),
  ...['ok', 'warn', 'danger', 'info'].flatMap((name): [string, string][] => [
    [name, 'paper'],
    [name, 'zone'],
    [name, `${name}-soft`],
  ]),
  ['white', 'danger'],
  ...[...numbered('line'), ...numbered('presence')].flatMap((name): [string, string][] => [
    [name, 'white'],
    [name, 'zone'],
    [name, 'tint'],
  ]),
];

const shapes: readonly [string, string][] = [
  ['edge', 'paper'],
  ['edge', 'zone'],
  ['ok-bright', 'navy'],
  // The focus ring is ink with a yellow gap: one of the two stands out on every ground (A7).
  ['ink', 'paper'],
  ['ink', 'zone'],
  ['ink', 'yellow'],
  ['yellow', 'navy'],
  ...numbered('line').map((name): [string, string] => ['yellow', name]),
];

describe('colour tokens (A20)', () => {
  it('are found in the stylesheet', () => {
    expect(numbered('line')).toHaveLength(8);
    expect(numbered('presence')).toHaveLength(8);
  });

  it.each(text)('text: %s on %s is at least 4.5:1', (name, ground) => {
    expect(contrast(name, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(shapes)('shapes and rings: %s on %s is at least 3:1', (name, ground) => {
    expect(contrast(name, ground)).toBeGreaterThanOrEqual(3);
  });

  it('tell one line from the next: no colour is used twice', () => {
    expect(new Set(numbered('line').map(hexOf)).size).toBe(8);
    expect(new Set(numbered('presence').map(hexOf)).size).toBe(8);
  });

  it('start again after the last, for any number', () => {
    expect([0, 7, 8, 41, -1].map(lineColour)).toEqual([
      'var(--color-line-0)',
      'var(--color-line-7)',
      'var(--color-line-0)',
      'var(--color-line-1)',
      'var(--color-line-7)',
    ]);
    expect(presenceColour(9)).toBe('var(--color-presence-1)');
  });
});
