import * as decoding from 'lib0/decoding';
import { type Part, readPart } from '../../../lib/collab/parts';
import { encodeJson, MESSAGE, SYNC } from '../../../lib/collab/protocol';
import type { SessionLoss } from '../../db/loss';
import type { Admission } from '../contract';
import { sizeOfVarUint, writeVarUint } from './bytes';

/** A frame of a client, understood. */
export type Inbound =
  | { readonly kind: 'question'; readonly vector: Uint8Array }
  | { readonly kind: 'edits'; readonly update: Uint8Array }
  | { readonly kind: 'part'; readonly part: Part }
  | { readonly kind: 'presence'; readonly states: Uint8Array }
  | { readonly kind: 'askPresence' }
  | { readonly kind: 'beat' };

function readSync(decoder: decoding.Decoder): Inbound | null {
  const step = decoding.readVarUint(decoder);
  const payload = decoding.readVarUint8Array(decoder);
  if (step === SYNC.step1) return { kind: 'question', vector: payload };
  return step === SYNC.step2 || step === SYNC.update ? { kind: 'edits', update: payload } : null;
}

function readMessage(decoder: decoding.Decoder): Inbound | null {
  switch (decoding.readVarUint(decoder)) {
    case MESSAGE.sync:
      return readSync(decoder);
    case MESSAGE.awareness:
      return { kind: 'presence', states: decoding.readVarUint8Array(decoder) };
    case MESSAGE.queryAwareness:
      return { kind: 'askPresence' };
    case MESSAGE.part:
      return { kind: 'part', part: readPart(decoder) };
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
  const frame = Buffer.allocUnsafe(2 + sizeOfVarUint(payload.length) + payload.length);
  const at = writeVarUint(frame, writeVarUint(frame, writeVarUint(frame, 0, MESSAGE.sync), step), payload.length);
  frame.set(payload, at);
  return frame;
}

/** Whether this is the state vector of who has nothing. */
export const isNothing = (vector: Uint8Array): boolean => vector.length === 1 && vector[0] === 0;

/** How a journey stands, as people are told when they come in. */
export type Standing = {
  readonly schemaVersion: number;
  /** What it lost, until that was seen. */
  readonly loss: SessionLoss | null;
};

/** What somebody hears first: who they are to the others, and how the journey stands. */
export function encodeWelcome({ identity, isOwner }: Admission, { schemaVersion, loss }: Standing): Uint8Array {
  const { memberId, role } = identity;
  const told = loss && { edits: loss.edits, since: loss.since.toISOString() };
  return encodeJson(MESSAGE.welcome, { memberId, role, isOwner, schemaVersion, loss: told });
}
