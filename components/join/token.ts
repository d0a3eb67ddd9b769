/** What a token looks like; the server decides whether it is one. */
const TOKEN = /^[A-Za-z0-9_-]{16,64}$/;

/**
 * Finds the token in what somebody has: the fragment of this page, a whole link, or the bare token.
 * @returns `null` when there is none in it
 */
export function tokenIn(text: string): string | null {
  const last = text.trim().split('#').at(-1) ?? '';
  return TOKEN.test(last) ? last : null;
}
