import { webcrypto } from 'node:crypto';
import { type SeededRandom, seededRandom } from './random';

/** The package that makes ids draws more than this at once, to use it up bit by bit; everything else asks for a few bytes. */
const POOL = 256;

const real = webcrypto.getRandomValues.bind(webcrypto);
let random: SeededRandom | null = null;
let pool: Uint8Array | undefined;
let isDraining = false;
let refills = 0;

function fill<T extends ArrayBufferView>(view: T): T {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  if (bytes.length > POOL) {
    pool = bytes;
    refills += 1;
  }
  if (!random) return real(view as never);
  for (let index = 0; index < bytes.length; index += 1) bytes[index] = isDraining ? 0 : random.below(256);
  return view;
}

/** Takes over the platform's source of random bytes, which stays as it is until a seed is given. */
export function takeOverBytes(): void {
  webcrypto.getRandomValues = fill as never;
}

/**
 * From now on random bytes follow from a seed. What was drawn before is used up first, so that it cannot matter.
 * @param drawId draws one id, of those that come from a pool
 * @returns the way back to real randomness
 */
export function seedBytes(seed: number, drawId: () => unknown): () => void {
  random = seededRandom(seed);
  drawId();
  // Zeros are never rejected, so that every id takes the same number of bytes.
  pool?.fill(0);
  isDraining = true;
  const before = refills;
  while (refills === before) drawId();
  isDraining = false;
  if (pool) fill(pool);
  return () => {
    random = null;
  };
}

/** What is drawn outside any seed, while modules are loaded, is the same in every process as well. */
export function seedImports(): void {
  random = seededRandom(1);
}
