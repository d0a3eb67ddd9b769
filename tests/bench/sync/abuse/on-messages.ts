import { MESSAGE, SYNC } from '@/lib/collab/protocol';
import { seededRandom } from '@/tests/support/random';
import { presenceMessage, QUESTION, syncMessage } from '../load/dialect';
import type { Arena } from './arena';

const random = seededRandom(99);
const noise = (length: number): Uint8Array => Uint8Array.from({ length }, () => random.below(256));

const state = (text: string): string =>
  JSON.stringify({ pointer: { cell: text, x: 0.5, y: 0.5 }, name: 'Burgemeester' });

/** Messages that are none, and messages about presence. */
export const MESSAGE_KINDS = [
  { title: 'empty messages', attack: (arena: Arena) => arena.flood(() => arena.frame(new Uint8Array()), 100) },
  { title: 'noise', attack: (arena: Arena) => arena.flood(() => arena.frame(noise(60))) },
  {
    title: 'types that nobody knows',
    attack: (arena: Arena) => arena.flood((count) => arena.frame(Uint8Array.of(90 + (count % 9), 1))),
  },
  {
    title: 'lengths that are not true',
    attack: (arena: Arena) => arena.flood(() => arena.frame(Uint8Array.of(0, 2, 0xff, 0xff, 0xff, 0x7f, 1))),
  },
  {
    title: 'broken state vectors',
    attack: (arena: Arena) => arena.flood(() => arena.frame(syncMessage(SYNC.step1, noise(40)))),
  },
  {
    title: 'the whole document, again and again',
    attack: (arena: Arena) => {
      const question = arena.frame(QUESTION);
      arena.flood(() => question, 40);
    },
  },
  {
    title: 'presence, as fast as it goes',
    attack: (arena: Arena) =>
      arena.flood((count, who) => arena.frame(presenceMessage(7_000 + who, count, state('a'))), 60),
  },
  {
    title: 'presence under other names',
    attack: (arena: Arena) =>
      arena.flood((count) => arena.frame(presenceMessage(random.below(2 ** 31), count, state('b')))),
  },
  {
    title: 'presence of 60 kB',
    attack: (arena: Arena) => {
      const long = state('c'.repeat(60_000));
      arena.flood((count, who) => arena.frame(presenceMessage(8_000 + who, count, long)), 5);
    },
  },
  {
    title: 'presence of thousands in one message',
    attack: (arena: Arena) => {
      const entries: number[] = [];
      for (let client = 0; client < 8_000; client += 1)
        entries.push((client & 0x7f) | 0x80, client >> 7, 1, 2, 0x7b, 0x7d);
      const inner = [0xc0, 0x3e, ...entries];
      const body = Uint8Array.from([
        MESSAGE.awareness,
        (inner.length & 0x7f) | 0x80,
        ((inner.length >> 7) & 0x7f) | 0x80,
        inner.length >> 14,
        ...inner,
      ]);
      const frame = arena.frame(body);
      arena.flood(() => frame, 2);
    },
  },
] as const;
