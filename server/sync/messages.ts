import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { MESSAGE, SYNC } from '../../lib/collab/protocol';

/** A frame of a client, understood. */
export type Inbound =
  | { readonly kind: 'question'; readonly vector: Uint8Array }
  | { readonly kind: 'edits'; readonly update: Uint8Array; readonly isAnswer: boolean }
  | { readonly kind: 'presence'; readonly states: Uint8Array }
  | { readonly kind: 'askPresence' }
  | { readonly kind: 'beat' };

function readSync(decoder: decoding.Decoder): Inbound | null {
  const step = decoding.readVarUint(decoder);
  const payload = decoding.readVarUint8Array(decoder);
  if (step === SYNC.step1) return { kind: 'question', vector: payload };
  if (step === SYNC.step2 || step === SYNC.update) {
    return { kind: 'edits', update: payload, isAnswer: step === SYNC.step2 };
  }
  return null;
}

function readMessage(decoder: decoding.Decoder): Inbound | null {
  switch (decoding.readVarUint(decoder)) {
    case MESSAGE.sync:
      return readSync(decoder);
    case MESSAGE.awareness:
      return { kind: 'presence', states: decoding.readVarUint8Array(decoder) };
    case MESSAGE.queryAwareness:
      return { kind: 'askPresence' };
    case MESSAGE.beat:
      return { kind: 'beat' };
    default:
      return null;
  }
}

/** Reads a frame; `null` when it is no message a client may send, or has bytes left over. */
export function parseFrame(frame: Uint8Array): Inbound | null {
  try {
    const decoder = decoding.createDecoder(frame);
    const message = readMessage(decoder);
    return decoding.hasContent(decoder) ? null : message;
  } catch {
    return null;
  }
}

/** A sync frame: question (state vector), answer or update. */
export function encodeSync(step: number, payload: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.sync);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, payload);
  return encoding.toUint8Array(encoder);
}
