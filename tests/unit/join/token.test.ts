import { describe, expect, it } from 'vitest';
import { tokenIn } from '@/components/join/token';

describe('the token of an invitation', () => {
  const token = 'k7M2q-_abcdefghijklmnop';

  it.each([`https://reis.example.org/join#${token}`, `  http://localhost:3000/join#${token}\n`, `#${token}`, token])(
    'is found in %j',
    (text) => {
      expect(tokenIn(text)).toBe(token);
    },
  );

  it.each([
    '',
    'https://reis.example.org/join',
    '#',
    '#short',
    'https://x.nl/#__proto__<script>',
    `#${'a'.repeat(65)}`,
  ])('is not seen in %j', (text) => {
    expect(tokenIn(text)).toBeNull();
  });
});
