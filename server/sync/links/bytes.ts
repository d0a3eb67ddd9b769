/** The first byte that says "there is more" (lib0's variable-length numbers). */
const MORE = 0x80;

/** How many bytes a number takes; whole numbers up to 2^53. */
export function sizeOfVarUint(value: number): number {
  let size = 1;
  for (let rest = value; rest >= MORE; rest = Math.floor(rest / MORE)) size += 1;
  return size;
}

/**
 * Writes a number as lib0 does, into memory that is there: its encoder takes memory anew each time, which costs more than
 * everything else about a small frame.
 *
 * @returns where it ends
 */
export function writeVarUint(target: Uint8Array, at: number, value: number): number {
  let end = at;
  let rest = value;
  for (; rest >= MORE; rest = Math.floor(rest / MORE)) {
    target[end] = (rest % MORE) | MORE;
    end += 1;
  }
  target[end] = rest;
  return end + 1;
}
