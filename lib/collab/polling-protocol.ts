import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { MAX_FRAME } from './protocol';

/**
 * How HTTP stands in for a web socket where a network lets none through. Everything is a POST with bytes as its body, to
 * the address of the socket: such a request always names its origin, and no cache or log keeps what is in it.
 *
 * - Without `LINK_HEADER` it opens a link; the answer is the link's name, as text.
 * - With it, the body is an `Upload` or a `Poll`. The answer of an upload says that its frames were taken; that of a poll
 *   is a `Batch`, and comes when there is something to say.
 */
export const LINK_HEADER = 'x-sync-link';

/** How long the server holds a poll when there is nothing to say (milliseconds); a beat ends it earlier as a rule. */
export const HOLD_MS = 20_000;

/** Largest body of an upload, in bytes: many frames, or a few of the largest. */
export const MAX_UPLOAD = 4 * MAX_FRAME + 1_024;

/** Frames of a page. `number` runs on from 1, so that one that is sent again is not taken twice. */
export type Upload = {
  readonly kind: 'upload';
  readonly number: number;
  /** The page leaves. */
  readonly isLast: boolean;
  readonly frames: readonly Uint8Array[];
};

/** Asks for the next batch; `have` is the number of the last one that arrived, from 0. */
export type Poll = { readonly kind: 'poll'; readonly have: number };

/** Frames of the server. Without frames and code it only says that there is nothing yet, under the number of before. */
export type Batch = {
  readonly number: number;
  /** The link ends, with a code of `CLOSE`; 0 when it goes on. */
  readonly code: number;
  readonly frames: readonly Uint8Array[];
};

const POLL = 0;
const UPLOAD = 1;
const LAST_UPLOAD = 2;

function writeFrames(encoder: encoding.Encoder, frames: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  for (const frame of frames) encoding.writeVarUint8Array(encoder, frame);
  return encoding.toUint8Array(encoder);
}

function readFrames(decoder: decoding.Decoder): readonly Uint8Array[] {
  const frames: Uint8Array[] = [];
  // Copies: a frame that is kept must not keep the whole body.
  while (decoding.hasContent(decoder)) frames.push(new Uint8Array(decoding.readVarUint8Array(decoder)));
  return frames;
}

/** Writes what a page sends over a link. */
export function encodeRequest(request: Upload | Poll): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  if (request.kind === 'poll') {
    encoding.writeVarUint(encoder, POLL);
    encoding.writeVarUint(encoder, request.have);
    return encoding.toUint8Array(encoder);
  }
  encoding.writeVarUint(encoder, request.isLast ? LAST_UPLOAD : UPLOAD);
  encoding.writeVarUint(encoder, request.number);
  return writeFrames(encoder, request.frames);
}

/** Reads what a page sent over a link; `null` when it is neither upload nor poll. */
export function decodeRequest(body: Uint8Array): Upload | Poll | null {
  try {
    const decoder = decoding.createDecoder(body);
    const kind = decoding.readVarUint(decoder);
    const number = decoding.readVarUint(decoder);
    if (kind === POLL) return decoding.hasContent(decoder) ? null : { kind: 'poll', have: number };
    if (kind !== UPLOAD && kind !== LAST_UPLOAD) return null;
    return { kind: 'upload', number, isLast: kind === LAST_UPLOAD, frames: readFrames(decoder) };
  } catch {
    return null;
  }
}

/** Writes the answer of a poll. */
export function encodeBatch({ number, code, frames }: Batch): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, number);
  encoding.writeVarUint(encoder, code);
  return writeFrames(encoder, frames);
}

/** Reads the answer of a poll; `null` when it is none, as when something on the way answered in the server's place. */
export function decodeBatch(body: Uint8Array): Batch | null {
  try {
    const decoder = decoding.createDecoder(body);
    const number = decoding.readVarUint(decoder);
    const code = decoding.readVarUint(decoder);
    return { number, code, frames: readFrames(decoder) };
  } catch {
    return null;
  }
}
