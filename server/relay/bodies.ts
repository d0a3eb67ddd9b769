import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { MemberId, SessionId } from '../../lib/core/ids';
import type { RelayedPiece, Revocation, Whereabouts } from '../sync/cluster/relay';
import { writeVarUint } from '../sync/links/bytes';

// Readers throw when the bytes are not what they should be.

const NOTHING = new Uint8Array();
const REVOCATIONS = ['session', 'removed', 'changed', 'signIn'] as const;

/** A body without content. */
export const emptyBody = (): Uint8Array => NOTHING;

/** Pieces that are on disk, and the number of the first. */
export function encodePieces(first: number, pieces: readonly RelayedPiece[]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, first);
  encoding.writeVarUint(encoder, pieces.length);
  for (const { data, memberId, authors = [] } of pieces) {
    encoding.writeVarUint8Array(encoder, data);
    encoding.writeVarString(encoder, memberId ?? '');
    encoding.writeVarUint(encoder, authors.length);
    for (const client of authors) encoding.writeVarUint(encoder, client);
  }
  return encoding.toUint8Array(encoder);
}

/** Reads what `encodePieces` wrote. */
export function decodePieces(body: Uint8Array): { readonly first: number; readonly pieces: readonly RelayedPiece[] } {
  const decoder = decoding.createDecoder(body);
  const first = decoding.readVarUint(decoder);
  const pieces: RelayedPiece[] = [];
  for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
    const data = decoding.readVarUint8Array(decoder);
    const memberId = (decoding.readVarString(decoder) || null) as MemberId | null;
    const authors: number[] = [];
    for (let more = decoding.readVarUint(decoder); more > 0; more -= 1) authors.push(decoding.readVarUint(decoder));
    pieces.push({ data, memberId, authors });
  }
  return { first, pieces };
}

/** Most bytes of a number, and of each character of a text. */
const MOST_OF_NUMBER = 8;
const MOST_OF_CHARACTER = 3;

function writeText(target: Buffer, at: number, text: string): number {
  const from = writeVarUint(target, at, Buffer.byteLength(text));
  return from + target.write(text, from);
}

/** Where people are. In one go and without lib0's encoder: this is most of what processes tell each other. */
export function encodePeople(people: readonly Whereabouts[]): Uint8Array {
  const most = people.reduce(
    (sum, { memberId, state }) => sum + 4 * MOST_OF_NUMBER + MOST_OF_CHARACTER * (memberId.length + state.length),
    0,
  );
  const target = Buffer.allocUnsafe(most);
  let at = 0;
  for (const { client, memberId, state, since } of people) {
    at = writeText(target, writeVarUint(target, at, client), memberId);
    at = writeVarUint(target, writeText(target, at, state), since);
  }
  return target.subarray(0, at);
}

/** Reads what `encodePeople` wrote. */
export function decodePeople(body: Uint8Array): readonly Whereabouts[] {
  const decoder = decoding.createDecoder(body);
  const people: Whereabouts[] = [];
  while (decoding.hasContent(decoder)) {
    const client = decoding.readVarUint(decoder);
    const memberId = decoding.readVarString(decoder) as MemberId;
    const state = decoding.readVarString(decoder);
    people.push({ client, memberId, state, since: decoding.readVarUint(decoder) });
  }
  return people;
}

/** Whose access ended or changed. */
export function encodeRevocation(revocation: Revocation): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeUint8(encoder, REVOCATIONS.indexOf(revocation.kind));
  encoding.writeVarString(encoder, revocation.kind === 'signIn' ? revocation.signInId : revocation.sessionId);
  encoding.writeVarString(encoder, 'memberId' in revocation ? revocation.memberId : '');
  return encoding.toUint8Array(encoder);
}

/** Reads what `encodeRevocation` wrote. */
export function decodeRevocation(body: Uint8Array): Revocation {
  const decoder = decoding.createDecoder(body);
  const kind = REVOCATIONS[decoding.readUint8(decoder)];
  const id = decoding.readVarString(decoder);
  const memberId = decoding.readVarString(decoder) as MemberId;
  if (kind === undefined) throw new Error('unknown revocation');
  if (kind === 'signIn') return { kind, signInId: id };
  const sessionId = id as SessionId;
  return kind === 'session' ? { kind, sessionId } : { kind, sessionId, memberId };
}

/** A question or its answer, with the number that ties them together. */
export function encodeLetter(number: number, content: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, number);
  encoding.writeVarUint8Array(encoder, content);
  return encoding.toUint8Array(encoder);
}

/** Reads what `encodeLetter` wrote. */
export function decodeLetter(body: Uint8Array): { readonly number: number; readonly content: Uint8Array } {
  const decoder = decoding.createDecoder(body);
  return { number: decoding.readVarUint(decoder), content: decoding.readVarUint8Array(decoder) };
}
