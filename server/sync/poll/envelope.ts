import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { MemberId, SessionId } from '../../../lib/core/ids';
import type { Caller, PollReply, PollRequest } from './poll-links';

// Readers throw when the bytes are not what they should be.

/** A request on its way to another process. */
export function encodePollRequest({ sessionId, link, digest, caller, body }: PollRequest): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const text of [sessionId, link, digest, caller?.memberId ?? '', caller?.signInId ?? '']) {
    encoding.writeVarString(encoder, text);
  }
  encoding.writeVarUint8Array(encoder, body);
  return encoding.toUint8Array(encoder);
}

/** Reads what `encodePollRequest` wrote. */
export function decodePollRequest(bytes: Uint8Array): PollRequest {
  const decoder = decoding.createDecoder(bytes);
  const text = () => decoding.readVarString(decoder);
  const [sessionId, link, digest, memberId, signInId] = [text() as SessionId, text(), text(), text(), text()];
  const caller: Caller | null = memberId ? { memberId: memberId as MemberId, signInId: signInId || null } : null;
  return { sessionId, link, digest, caller, body: decoding.readVarUint8Array(decoder) };
}

/** An answer on its way back. */
export function encodePollReply({ status, body }: PollReply): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, status);
  encoding.writeVarUint8Array(encoder, body);
  return encoding.toUint8Array(encoder);
}

/** Reads what `encodePollReply` wrote. */
export function decodePollReply(bytes: Uint8Array): PollReply {
  const decoder = decoding.createDecoder(bytes);
  return { status: decoding.readVarUint(decoder), body: decoding.readVarUint8Array(decoder) };
}
