/** How many presence colours there are. */
const COLOURS = 8;

/**
 * The colour for somebody new: the one that fewest of the others have, the first of those.
 * @param taken colours of the others in the session
 */
export function nextColour(taken: readonly number[]): number {
  const uses = Array.from({ length: COLOURS }, (_, colour) => taken.filter((other) => other === colour).length);
  return uses.indexOf(Math.min(...uses));
}
