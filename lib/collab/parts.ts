import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { MAX_FRAME, MESSAGE } from './protocol';

/** A piece of a frame that is too large to be sent whole. Pieces follow each other, and those of two frames never mix. */
export type Part = {
  /** Of the whole frame, on its connection. */
  readonly id: number;
  /** From 0. */
  readonly index: number;
  readonly total: number;
  readonly bytes: Uint8Array;
};

/** Bytes of the whole in each of its pieces but the last; the rest is room for a piece's own words. */
export const PART_BYTES = MAX_FRAME - 64;

function encodePart({ id, index, total, bytes }: Part): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  for (const number of [MESSAGE.part, id, index, total]) encoding.writeVarUint(encoder, number);
  encoding.writeVarUint8Array(encoder, bytes);
  return encoding.toUint8Array(encoder);
}

/** Cuts a frame in pieces that may be sent, in order. */
export function cutInParts(frame: Uint8Array, id: number): readonly Uint8Array<ArrayBuffer>[] {
  const total = Math.ceil(frame.length / PART_BYTES);
  return Array.from({ length: total }, (_, index) => {
    const bytes = frame.subarray(index * PART_BYTES, (index + 1) * PART_BYTES);
    return encodePart({ id, index, total, bytes });
  });
}

/** Reads a piece after its message type. Throws when the bytes are none. */
export function readPart(decoder: decoding.Decoder): Part {
  const [id, index, total] = [
    decoding.readVarUint(decoder),
    decoding.readVarUint(decoder),
    decoding.readVarUint(decoder),
  ];
  return { id, index, total, bytes: decoding.readVarUint8Array(decoder) };
}
