import { figure, median, table } from './figures';
import type { Result } from './results';
import { slowdown } from './targets';

/** What attacks did to two honest people. */
export function harms(results: readonly Result[]): string {
  const measured = results.filter(({ abuse }) => abuse);
  const titles = measured[0]?.abuse?.map(({ title }) => title) ?? [];
  const cell = (result: Result, title: string): string => {
    const harm = result.abuse?.find((one) => one.title === title);
    if (!harm) return '–';
    return `${harm.slowest === null ? 'lost' : figure(harm.slowest)}${harm.fell ? ' (fell)' : ''}`;
  };
  return table(
    ['slowest letter between two honest people (ms) beside …', ...measured.map(({ title }) => title)],
    titles.map((title) => [title, ...measured.map((result) => cell(result, title))]),
  );
}

/** How much longer letters between honest people took beside floods. */
export function floods(results: readonly Result[]): string {
  const measured = results.flatMap(({ title, flood }) => (flood ? [{ title, flood }] : []));
  const titles = measured[0]?.flood.map(({ title }) => title) ?? [];
  const rows = measured.map(({ title, flood }) => {
    const calm = (['p50', 'p95', 'p99'] as const).map((quantile) =>
      figure(median(flood.flatMap((one) => one.calm?.[quantile] ?? []))),
    );
    const cells = flood.map((one) => {
      const ratios = [slowdown(one, 'p95'), slowdown(one, 'p99')].map(figure).join(' / ');
      return `${one.beside ? `${ratios}, ${figure(one.beside.slowest)}` : 'lost'}${one.fell ? ' (fell)' : ''}`;
    });
    return [title, calm.join(' / '), ...cells];
  });
  return table(['letters beside a flood: p95 / p99 ÷ calm, slowest ms', 'calm: p50 / p95 / p99 ms', ...titles], rows);
}
