import { createHmac, timingSafeEqual } from 'node:crypto';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** First byte of every frame; processes of another version do not understand each other, and ask the database. */
const VERSION = 2;
/** Bytes of the seal that follows a frame. */
const SEAL = 16;

/** What messages are about. */
export const KIND = {
  stored: 1,
  people: 2,
  allPeople: 3,
  who: 4,
  revoked: 5,
  bye: 6,
  ask: 7,
  answer: 8,
  anew: 9,
} as const;

/** One message. `topic` is a session, or empty. */
export type Message = { readonly kind: number; readonly topic: string; readonly body: Uint8Array };

/** What one process sends in one go. */
export type Frame = {
  /** Who sent it. */
  readonly place: string;
  /** Counts the frames to everybody, from 1; 0 for those to one process. */
  readonly number: number;
  readonly messages: readonly Message[];
};

const sealOf = (bytes: Uint8Array, key: Uint8Array): Uint8Array =>
  createHmac('sha256', key).update(bytes).digest().subarray(0, SEAL);

/** Writes a frame, sealed: whoever else can write into the relay must not be able to put words into a journey. */
export function encodeFrame({ place, number, messages }: Frame, key: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeUint8(encoder, VERSION);
  encoding.writeVarString(encoder, place);
  encoding.writeVarUint(encoder, number);
  for (const { kind, topic, body } of messages) {
    encoding.writeUint8(encoder, kind);
    encoding.writeVarString(encoder, topic);
    encoding.writeVarUint8Array(encoder, body);
  }
  const bytes = encoding.toUint8Array(encoder);
  return Buffer.concat([bytes, sealOf(bytes, key)]);
}

/** Who sent a frame, before anything of it is believed; `null` when it is none. */
export function senderOf(frame: Uint8Array): string | null {
  try {
    const decoder = decoding.createDecoder(frame);
    return decoding.readUint8(decoder) === VERSION ? decoding.readVarString(decoder) : null;
  } catch {
    return null;
  }
}

/** Reads a frame; `null` when it is broken or not from a process with the same key. */
export function decodeFrame(frame: Uint8Array, key: Uint8Array): Frame | null {
  if (frame.length <= SEAL) return null;
  const bytes = frame.subarray(0, -SEAL);
  if (!timingSafeEqual(sealOf(bytes, key), frame.subarray(-SEAL))) return null;
  try {
    const decoder = decoding.createDecoder(bytes);
    if (decoding.readUint8(decoder) !== VERSION) return null;
    const place = decoding.readVarString(decoder);
    const number = decoding.readVarUint(decoder);
    const messages: Message[] = [];
    while (decoding.hasContent(decoder)) {
      const kind = decoding.readUint8(decoder);
      const topic = decoding.readVarString(decoder);
      messages.push({ kind, topic, body: decoding.readVarUint8Array(decoder) });
    }
    return { place, number, messages };
  } catch {
    return null;
  }
}
