import * as Y from 'yjs';
import type { SeededRandom } from './random';

/** One way to break bytes; `other` is another real update to take pieces from. */
type Mutation = (bytes: Uint8Array, other: Uint8Array, random: SeededRandom) => Uint8Array;

const join = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts));
/** Values on which numbers of variable length, lengths and type names turn. */
const EDGES = [0, 1, 2, 0x7f, 0x80, 0x81, 0xff, 0xc0, 0x3f, 0x40];

/** Ways in which an update can come in broken: by accident or on purpose. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'flipped bits': (bytes, _other, random) => {
    const broken = Uint8Array.from(bytes);
    for (let flips = 1 + random.below(4); flips > 0; flips -= 1) {
      const at = random.below(broken.length);
      broken[at] = (broken[at] ?? 0) ^ (1 << random.below(8));
    }
    return broken;
  },
  'other bytes': (bytes, _other, random) => {
    const broken = Uint8Array.from(bytes);
    for (let count = 1 + random.below(4); count > 0; count -= 1)
      broken[random.below(broken.length)] = random.below(256);
    return broken;
  },
  'bytes on an edge': (bytes, _other, random) => {
    const broken = Uint8Array.from(bytes);
    for (let count = 1 + random.below(3); count > 0; count -= 1)
      broken[random.below(broken.length)] = random.pick(EDGES);
    return broken;
  },
  'a huge number': (bytes, _other, random) => {
    const at = random.below(bytes.length);
    const huge = Uint8Array.from([...Array.from({ length: 1 + random.below(8) }, () => 0xff), random.below(128)]);
    return join(bytes.subarray(0, at), huge, bytes.subarray(at + 1));
  },
  'a cut end': (bytes, _other, random) => bytes.slice(0, random.below(bytes.length)),
  'a piece cut out': (bytes, _other, random) => {
    const at = random.below(bytes.length);
    return join(bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(12)));
  },
  'a piece twice': (bytes, _other, random) => {
    const at = random.below(bytes.length);
    const end = at + 1 + random.below(24);
    return join(bytes.subarray(0, end), bytes.subarray(at));
  },
  'a piece of another update': (bytes, other, random) => {
    const [at, from] = [random.below(bytes.length), random.below(other.length)];
    return join(bytes.subarray(0, at), other.subarray(from, from + 1 + random.below(24)), bytes.subarray(at));
  },
  'two halves': (bytes, other, random) =>
    join(bytes.subarray(0, random.below(bytes.length)), other.subarray(random.below(other.length))),
  'nothing but chance': (bytes, _other, random) =>
    Uint8Array.from({ length: random.below(bytes.length + 8) }, () => random.below(256)),
  'two updates in one': (bytes, other, random) => {
    try {
      return Y.mergeUpdates(random.below(2) === 0 ? [bytes, other] : [other, bytes]);
    } catch {
      return join(bytes, other);
    }
  },
};
