/** One piece replaced: `remove` units at `index`, then `insert` there. UTF-16 units, as in a textarea and in Y.Text. */
export type TextChange = { readonly index: number; readonly remove: number; readonly insert: string };

const isHigh = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;
const isLow = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;

/**
 * The smallest single replacement that turns `before` into `after`, never cutting an emoji in two.
 *
 * @param caret where the caret stands after the change; among equal letters ("aa|" or "a|a") it tells which one was
 *   typed, so that the caret of a colleague next to it stays on the right side
 * @returns `null` when nothing changed
 */
export function textChange(before: string, after: string, caret: number): TextChange | null {
  if (before === after) return null;
  const shortest = Math.min(before.length, after.length);
  let tail = 0;
  const tailLimit = Math.min(shortest, Math.max(0, after.length - caret));
  while (tail < tailLimit && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  let head = 0;
  while (head < shortest - tail && before[head] === after[head]) head += 1;
  while (tail < shortest - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  if (
    head > 0 &&
    isHigh(before.charCodeAt(head - 1)) &&
    (isLow(before.charCodeAt(head)) || isLow(after.charCodeAt(head)))
  ) {
    head -= 1;
  }
  const beforeEnd = before.length - tail;
  const afterEnd = after.length - tail;
  const cutsTail = tail > 0 && isLow(before.charCodeAt(beforeEnd));
  if (cutsTail && (isHigh(before.charCodeAt(beforeEnd - 1)) || isHigh(after.charCodeAt(afterEnd - 1)))) tail -= 1;
  return { index: head, remove: before.length - tail - head, insert: after.slice(head, after.length - tail) };
}

/**
 * Where a caret goes when a colleague's change arrives.
 * @param delta Yjs' delta of the change
 */
export function shiftCaret(
  caret: number,
  delta: readonly { retain?: number; insert?: unknown; delete?: number }[],
): number {
  let at = 0;
  let shifted = caret;
  for (const part of delta) {
    if (part.retain !== undefined) at += part.retain;
    else if (typeof part.insert === 'string') {
      if (at < shifted) shifted += part.insert.length;
      at += part.insert.length;
    } else if (part.delete !== undefined && at < shifted) {
      shifted -= Math.min(part.delete, shifted - at);
    }
  }
  return shifted;
}
