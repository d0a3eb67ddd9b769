import { hash, timingSafeEqual, webcrypto } from 'node:crypto';

/** More bytes than this are hashed by another thread: it takes milliseconds. */
const LARGE = 200_000;

/** SHA-256 of stored bytes, at once. */
export const hashOf = (data: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(hash('sha256', data, 'buffer'));

/** SHA-256 of stored bytes of any size, without keeping others waiting. */
export const hashInBackground = async (data: Uint8Array): Promise<Uint8Array<ArrayBuffer>> =>
  data.length < LARGE ? hashOf(data) : new Uint8Array(await webcrypto.subtle.digest('SHA-256', new Uint8Array(data)));

type Hashed = { readonly data: Uint8Array; readonly hash: Uint8Array };

const same = (found: Uint8Array, wanted: Uint8Array): boolean =>
  found.length === wanted.length && timingSafeEqual(found, wanted);

/** Whether the bytes of a piece are still the ones that were written. */
export const isIntactNow = (piece: Hashed): boolean => same(hashOf(piece.data), piece.hash);

/** The same for bytes of any size, without keeping others waiting. */
export const isIntact = async (piece: Hashed): Promise<boolean> => same(await hashInBackground(piece.data), piece.hash);
