import { describe, expect, it } from 'vitest';
import { byOrder, isOrderKey, type OrderKey, orderAt, orderSchema } from '@/lib/core/order';
import { seededRandom } from '@/tests/support/random';

const SEED = 77;

describe('order keys', () => {
  it('put an item where it was asked for, again and again', () => {
    const random = seededRandom(SEED);
    const list: { id: string; order: OrderKey }[] = [];
    for (let count = 0; count < 500; count += 1) {
      const index = random.below(list.length + 1);
      const item = {
        id: `${count}`,
        order: orderAt(
          list.map(({ order }) => order),
          index,
        ),
      };
      list.splice(index, 0, item);
      expect([...list].sort(byOrder), `insert ${count} of seed ${SEED}`).toEqual(list);
    }
  });

  it('stay short enough for the document, with many inserts at one spot', () => {
    const orders: OrderKey[] = ['a0', 'a1'];
    for (let count = 0; count < 500; count += 1) orders.splice(1, 0, orderAt(orders, 1));
    for (const order of orders) orderSchema.parse(order);
  });

  it('land after a run of equal keys, which two people made at once', () => {
    const order = orderAt(['a0', 'a0', 'a0', 'a1'], 2);
    expect(order > 'a0' && order < 'a1').toBe(true);
    expect(orderAt(['a0', 'a0'], 1) > 'a0').toBe(true);
  });

  it('are clamped to the list', () => {
    expect(orderAt(['a0'], 99) > 'a0').toBe(true);
    expect(orderAt(['a0'], -5) < 'a0').toBe(true);
    expect(isOrderKey(orderAt([], 3))).toBe(true);
  });

  it('that are broken are seen before they harm later inserts', () => {
    for (const broken of ['', '0', 'a', 'a00', '~', 'z', '9'.repeat(121)]) {
      expect([broken, orderSchema.safeParse(broken).success]).toEqual([broken, false]);
    }
  });
});
