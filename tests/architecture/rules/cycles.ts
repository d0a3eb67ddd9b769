import type { Rule } from '../support/rule';

/** Groups of files that import each other round in a circle (Tarjan); type imports count. */
export const cycles: Rule = (house) => {
  const graph = new Map(house.map((file) => [file.path, file.imports.flatMap(({ target }) => target ?? [])]));
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const found: string[] = [];
  const visit = (path: string): void => {
    order.set(path, order.size);
    lowest.set(path, order.size - 1);
    stack.push(path);
    const lower = (other: number | undefined) => lowest.set(path, Math.min(lowest.get(path) ?? 0, other ?? 0));
    for (const next of graph.get(path) ?? []) {
      if (next === path) found.push(`${path} imports itself`);
      if (!graph.has(next)) continue;
      if (!order.has(next)) {
        visit(next);
        lower(lowest.get(next));
      } else if (stack.includes(next)) lower(order.get(next));
    }
    if (lowest.get(path) !== order.get(path)) return;
    const circle = stack.splice(stack.indexOf(path));
    if (circle.length > 1) found.push(`${circle.join(' → ')} → ${path}`);
  };
  for (const path of graph.keys()) if (!order.has(path)) visit(path);
  return found;
};
