/**
 * The board has one Tab stop; the arrow keys go from stop to stop. A stop is an element with `data-stop`, in a row
 * (`data-row`) and a column (`data-col`: 0 is the persona, then the phases).
 */
export type Direction = 'left' | 'right' | 'up' | 'down' | 'first' | 'last' | 'top' | 'bottom';

const KEYS: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
};

/** The direction that a key means, with Ctrl for the corners of the board; `null` for other keys. */
export function directionOf(event: {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}): Direction | null {
  if (event.altKey || event.metaKey) return null;
  const direction = KEYS[event.key] ?? null;
  if (!event.ctrlKey) return direction;
  if (direction === 'first') return 'top';
  return direction === 'last' ? 'bottom' : null;
}

type Stop = { readonly element: HTMLElement; readonly row: number; readonly col: number };

const stopsIn = (board: HTMLElement): readonly Stop[] =>
  [...board.querySelectorAll<HTMLElement>('[data-stop]')].map((element) => ({
    element,
    row: Number(element.dataset.row),
    col: Number(element.dataset.col),
  }));

/** The stop one arrives at from `current`; the same one at the edge. */
export function nextStop(board: HTMLElement, current: HTMLElement, direction: Direction): HTMLElement {
  const stops = stopsIn(board);
  const at = stops.findIndex(({ element }) => element === current);
  const from = stops[at];
  if (!from) return current;
  const row = stops.filter((stop) => stop.row === from.row);
  const inRow = row.indexOf(from);
  if (direction === 'left' || direction === 'right') {
    return row[inRow + (direction === 'left' ? -1 : 1)]?.element ?? current;
  }
  if (direction === 'first') return row[0]?.element ?? current;
  if (direction === 'last') return row.at(-1)?.element ?? current;
  if (direction === 'top') return stops[0]?.element ?? current;
  if (direction === 'bottom') return stops.at(-1)?.element ?? current;
  const target = stops.filter((stop) => stop.row === from.row + (direction === 'up' ? -1 : 1));
  const place = row.filter((stop) => stop.col === from.col).indexOf(from);
  const sameCol = target.filter((stop) => stop.col === from.col);
  return (sameCol[Math.min(place, sameCol.length - 1)] ?? target[0])?.element ?? current;
}
