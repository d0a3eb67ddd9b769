import { generateKeyBetween } from 'fractional-indexing';
import { z } from 'zod';

/** A fractional order key: strings that sort, with always room for another one between two of them. */
export type OrderKey = string;

/** Compares by key, then by id: two people who insert at the same spot get equal keys, and every screen must agree. */
export function byOrder(a: { order: OrderKey; id: string }, b: { order: OrderKey; id: string }): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/**
 * A key that sorts after the item at `index - 1` of a sorted list and before the first later item with another key.
 * Equal neighbours (see `byOrder`) cannot be split, so the new item lands after the whole run of equals.
 *
 * @param sorted keys in order, duplicates allowed
 * @param index where the new item should stand, 0…sorted.length; clamped
 */
export function orderAt(sorted: readonly OrderKey[], index: number): OrderKey {
  const at = Math.max(0, Math.min(index, sorted.length));
  const before = sorted[at - 1] ?? null;
  const after = sorted.slice(at).find((key) => before === null || key > before) ?? null;
  return generateKeyBetween(before, after);
}

/** Whether `generateKeyBetween` accepts the key; a broken one would make every later insert throw. */
export function isOrderKey(value: string): boolean {
  // The library looks at the first character only; the others must be digits of its alphabet too.
  if (!/^[0-9A-Za-z]+$/.test(value)) return false;
  try {
    generateKeyBetween(value, null);
    return true;
  } catch {
    return false;
  }
}

/** An order key as it may stand in a document. 120 characters allow thousands of inserts at one spot. */
export const orderSchema = z.string().min(1).max(120).refine(isOrderKey, 'not an order key');
