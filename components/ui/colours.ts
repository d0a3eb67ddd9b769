import type { CSSProperties } from 'react';

/** How many line colours and presence colours there are; numbers beyond that start again. */
const COLOURS = 8;

const wrap = (index: number): number => ((Math.trunc(index) % COLOURS) + COLOURS) % COLOURS;

/** The colour of a line as a CSS value. */
export const lineColour = (index: number): string => `var(--color-line-${wrap(index)})`;

/** The colour of somebody who is here as a CSS value. */
export const presenceColour = (index: number): string => `var(--color-presence-${wrap(index)})`;

/** Sets `--line`, which `track-solid`, `border-(--line)` and the like below it use. */
export const lineStyle = (index: number): CSSProperties => ({ '--line': lineColour(index) }) as CSSProperties;
