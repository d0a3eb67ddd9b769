import * as Y from 'yjs';
import { newDocument, table } from '@/lib/collab/document';
import { SYNC } from '@/lib/collab/protocol';
import { seededRandom } from '@/tests/support/random';
import { syncMessage } from '../load/dialect';
import type { Arena } from './arena';

const random = seededRandom(101);

/** A copy of the document in the hands of an attacker. */
function copyOf({ seed }: Arena, client: number): Y.Doc {
  const doc = newDocument();
  Y.applyUpdate(doc, seed);
  doc.clientID = client;
  return doc;
}

/** What a change says, as an update. */
function updateOf(doc: Y.Doc, change: () => void): Uint8Array {
  const before = Y.encodeStateVector(doc);
  doc.transact(change);
  return Y.encodeStateAsUpdate(doc, before);
}

const said = (arena: Arena, update: Uint8Array): Buffer => arena.frame(syncMessage(SYNC.update, update));

/** One letter in the first message of the document. */
function letter(doc: Y.Doc): Uint8Array {
  const text = [...table(doc, 'touchpoints').values()][0]?.get('message') as Y.Text;
  return updateOf(doc, () => text.insert(text.length, 'x'));
}

/** Letters of a client of which the first never comes: each builds on one that is missing. */
export function orphan(count: number, attacker: number): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 50_000 + attacker * 1_000_000 + count;
  const text = doc.getText('t');
  text.insert(0, 'a');
  return updateOf(doc, () => text.insert(1, 'bcdefgh'));
}

/** Updates against the document. */
export const UPDATE_KINDS = [
  {
    title: 'updates that are noise',
    attack: (arena: Arena) =>
      arena.flood(() =>
        said(
          arena,
          Uint8Array.from({ length: 40 }, () => random.below(256)),
        ),
      ),
  },
  {
    title: 'honest updates with a byte changed',
    attack: (arena: Arena) => {
      const doc = copyOf(arena, 60_001);
      arena.flood(() => {
        const update = Uint8Array.from(letter(doc));
        update[random.below(update.length)] = random.below(256);
        return said(arena, update);
      }, 10);
    },
  },
  {
    title: 'pending structs',
    attack: (arena: Arena) => arena.flood((count, who) => said(arena, orphan(count, who)), 40),
  },
  {
    title: 'the client ids of others',
    attack: (arena: Arena) => {
      const victim = arena.options.scripts[0]?.client ?? 1;
      const doc = copyOf(arena, victim);
      arena.flood(() => said(arena, letter(doc)), 10);
    },
  },
  {
    title: 'roots that are not ours',
    attack: (arena: Arena) =>
      arena.flood((count, who) => {
        const doc = new Y.Doc();
        doc.clientID = 70_000 + who * 1_000_000 + count;
        return said(
          arena,
          updateOf(doc, () => doc.getMap(`root${count}`).set('a', count)),
        );
      }),
  },
  {
    title: 'everything deleted',
    attack: (arena: Arena) => {
      const doc = copyOf(arena, 60_002);
      const gone = updateOf(doc, () => table(doc, 'touchpoints').clear());
      arena.flood(() => said(arena, gone), 20);
    },
  },
  {
    title: 'texts of 60 kB',
    attack: (arena: Arena) => {
      const doc = copyOf(arena, 60_003);
      const text = [...table(doc, 'touchpoints').values()][1]?.get('message') as Y.Text;
      const long = updateOf(doc, () => text.insert(0, 'x'.repeat(60_000)));
      arena.flood(() => said(arena, long), 4);
    },
  },
  {
    title: 'letters, thousands a second',
    attack: (arena: Arena) => {
      const docs = [0, 1, 2, 3].map((who) => copyOf(arena, 60_010 + who));
      arena.flood((_, who) => {
        const doc = docs[who];
        return doc ? said(arena, letter(doc)) : Buffer.alloc(0);
      }, 10);
    },
  },
] as const;
