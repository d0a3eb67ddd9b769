/** The middle one; of an even number the lower of the two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

/** The median of each figure of several measurements of the same thing. */
export function medians<T extends object>(runs: readonly T[]): T {
  const [first] = runs;
  if (!first) throw new Error('nothing was measured');
  const fields = Object.keys(first).map((name) => [name, median(runs.map((run) => run[name as keyof T] as number))]);
  return Object.fromEntries(fields) as T;
}

/** The measurement of several that has the median of one figure. */
export function middle<T>(runs: readonly T[], figureOf: (run: T) => number): T {
  const sorted = [...runs].sort((one, other) => figureOf(one) - figureOf(other));
  const found = sorted[Math.floor((sorted.length - 1) / 2)];
  if (!found) throw new Error('nothing was measured');
  return found;
}

/** A figure for people: three digits that count. */
export function figure(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-GB');
  return String(Number(value.toPrecision(3)));
}

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}
