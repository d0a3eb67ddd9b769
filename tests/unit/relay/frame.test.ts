import { describe, expect, it } from 'vitest';
import type { MemberId, SessionId } from '@/lib/core/ids';
import {
  decodeLetter,
  decodePeople,
  decodePieces,
  decodeRevocation,
  encodeLetter,
  encodePeople,
  encodePieces,
  encodeRevocation,
} from '@/server/relay/bodies';
import { decodeFrame, encodeFrame, type Frame, KIND, senderOf } from '@/server/relay/frame';
import type { Revocation } from '@/server/sync/cluster/relay';
import { seededRandom } from '@/tests/support/random';

const KEY = Buffer.from('a key');
const member = 'member' as MemberId;
const frame: Frame = {
  place: 'here',
  number: 70_000,
  messages: [
    {
      kind: KIND.stored,
      topic: 'session',
      body: encodePieces(3, [{ data: Uint8Array.of(1, 2), memberId: member, authors: [7] }]),
    },
    { kind: KIND.bye, topic: '', body: new Uint8Array() },
  ],
};

describe('frames between processes', () => {
  it('arrive as they left', () => {
    const bytes = encodeFrame(frame, KEY);
    const read = decodeFrame(bytes, KEY);
    expect(
      read && { ...read, messages: read.messages.map(({ body, ...rest }) => ({ ...rest, body: [...body] })) },
    ).toEqual({
      ...frame,
      messages: frame.messages.map(({ body, ...rest }) => ({ ...rest, body: [...body] })),
    });
    expect(senderOf(bytes)).toBe('here');
  });

  it('are nothing with one bit changed, a byte less, or the seal of another installation', () => {
    const bytes = encodeFrame(frame, KEY);
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Uint8Array.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(decodeFrame(changed, KEY)).toBeNull();
    }
    for (let length = 0; length < bytes.length; length += 1)
      expect(decodeFrame(bytes.subarray(0, length), KEY)).toBeNull();
    expect(decodeFrame(bytes, Buffer.from('another key'))).toBeNull();
  });

  it('that are noise are nothing, and throw nothing', () => {
    const random = seededRandom(7);
    for (let round = 0; round < 2_000; round += 1) {
      const noise = Uint8Array.from({ length: random.below(80) }, () => random.below(256));
      expect(decodeFrame(noise, KEY)).toBeNull();
      expect(() => senderOf(noise)).not.toThrow();
    }
  });
});

describe('bodies of messages', () => {
  it('come back as they were', () => {
    const pieces = [
      { data: Uint8Array.of(1, 2, 3), memberId: member, authors: [1, 2 ** 32, 2 ** 52] },
      { data: Uint8Array.of(), memberId: null, authors: [] },
    ];
    expect(decodePieces(encodePieces(12, pieces))).toEqual({ first: 12, pieces });
    const people = [
      { client: 5, memberId: member, state: '{"é":1}', since: 0 },
      { client: 2 ** 40, memberId: member, state: '', since: 1_795_363_200_000 },
      { client: 2 ** 53 - 1, memberId: member, state: '€'.repeat(2_048), since: 2 ** 53 - 1 },
      { client: 0, memberId: member, state: '"🧭"', since: 1 },
    ];
    expect(decodePeople(encodePeople(people))).toEqual(people);
    const sessionId = 'session' as SessionId;
    const revocations: readonly Revocation[] = [
      { kind: 'session', sessionId },
      { kind: 'removed', sessionId, memberId: member },
      { kind: 'changed', sessionId, memberId: member },
      { kind: 'signIn', signInId: 'sign-in' },
    ];
    for (const revocation of revocations) expect(decodeRevocation(encodeRevocation(revocation))).toEqual(revocation);
    expect(decodeLetter(encodeLetter(9, Uint8Array.of(4)))).toEqual({ number: 9, content: Uint8Array.of(4) });
  });

  it('that are cut off are refused', () => {
    const body = encodePieces(1, [{ data: Uint8Array.of(1, 2, 3), memberId: member, authors: [1] }]);
    for (let length = 0; length < body.length; length += 1)
      expect(() => decodePieces(body.subarray(0, length))).toThrow();
    expect(() => decodeRevocation(Uint8Array.of(9, 0, 0))).toThrow();
  });
});
