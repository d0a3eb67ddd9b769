import { isoWeek, mondayOf, type PlainDate } from '../core/dates';

/** What is planned in one ISO week (`week` 1…53 of `year`), in the order it was given. */
export type WeekGroup<Entry> = {
  readonly week: number;
  readonly year: number;
  readonly monday: PlainDate;
  readonly entries: readonly Entry[];
};

/** Groups entries by ISO week, earliest week first; weeks without entries are left out. */
export function groupByWeek<Entry extends { readonly plannedOn: PlainDate }>(
  entries: readonly Entry[],
): readonly WeekGroup<Entry>[] {
  const byMonday = new Map<PlainDate, Entry[]>();
  for (const entry of entries) {
    const monday = mondayOf(entry.plannedOn);
    const group = byMonday.get(monday);
    if (group) group.push(entry);
    else byMonday.set(monday, [entry]);
  }
  return [...byMonday]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([monday, group]) => ({ ...isoWeek(monday), monday, entries: group }));
}

/** Groups entries by day, for the cells of a month. */
export function groupByDay<Entry extends { readonly plannedOn: PlainDate }>(
  entries: readonly Entry[],
): ReadonlyMap<PlainDate, readonly Entry[]> {
  const byDay = new Map<PlainDate, Entry[]>();
  for (const entry of entries) {
    const group = byDay.get(entry.plannedOn);
    if (group) group.push(entry);
    else byDay.set(entry.plannedOn, [entry]);
  }
  return byDay;
}
