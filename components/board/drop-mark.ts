import { createStore } from 'zustand/vanilla';

/** Prefix of a drag that moves a whole line; a station's drag is its bare id. */
export const PERSONA_DRAG = 'persona:';

/** Where a dragged station would land: a cell and a place in it. Outside React, so that dragging renders two cells only. */
export const dropMark = createStore<{ readonly cell: string; readonly index: number } | null>(() => null);

/** The place in a cell that a pointer at `x` (viewport pixels) means: before the first station whose middle lies right of it. */
export function indexAt(cell: HTMLElement, x: number, dragged: string): number {
  const others = [...cell.querySelectorAll<HTMLElement>('[data-station]')].filter(
    (element) => element.dataset.station !== dragged,
  );
  const before = others.filter((element) => {
    const { left, width } = element.getBoundingClientRect();
    return left + width / 2 < x;
  });
  return before.length;
}
