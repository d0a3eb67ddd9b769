import { SYNC } from '@/lib/collab/protocol';
import { seededRandom } from '@/tests/support/random';
import { presenceMessage, syncMessage } from '../load/dialect';
import { writeScript } from '../load/script';
import { orphan } from './on-updates';

/** What one connection pours out. */
export type Flood = {
  readonly title: string;
  /** Messages that follow each other. Each batch stands on its own: after a hang-up the next connection takes the next one. */
  readonly batches: readonly (readonly Uint8Array[])[];
  /** Comes back all the time by itself, not only when it was hung up on. */
  readonly comesBack: boolean;
};

const BATCHES = 20;
/** Away from the seats of honest people, so that client ids differ. */
const FIRST_SEAT = 200;
const ATTACKER = 99;
const CLIENT = 60_500;
const POINTING = JSON.stringify({ pointer: { cell: 'a:touch', x: 0.5, y: 0.5 } });

const batches = (size: number, make: (index: number, batch: number) => Uint8Array): Flood['batches'] =>
  Array.from({ length: BATCHES }, (_, batch) =>
    Array.from({ length: size }, (_, index) => make(batch * size + index, batch)),
  );

/** Letters as anybody types them, each batch under a client id of its own. */
function edits(seed: Uint8Array): Flood['batches'] {
  return Array.from({ length: BATCHES }, (_, batch) =>
    writeScript(seed, FIRST_SEAT + batch, 1_000).updates.map((update) => syncMessage(SYNC.update, update)),
  );
}

function noise(): Flood['batches'] {
  const random = seededRandom(103);
  return batches(50, () => Uint8Array.from({ length: 60 }, () => random.below(256)));
}

/** The floods that an honest pair is measured beside. Made once: it takes a second. */
export function floodsOf(seed: Uint8Array): readonly Flood[] {
  return [
    { title: 'valid edits', batches: edits(seed), comesBack: false },
    {
      title: 'presence',
      batches: batches(500, (count) => presenceMessage(CLIENT, count + 1, POINTING)),
      comesBack: false,
    },
    { title: 'malformed frames', batches: noise(), comesBack: true },
    {
      title: 'pending structs',
      batches: batches(500, (count) => syncMessage(SYNC.update, orphan(count, ATTACKER))),
      comesBack: false,
    },
  ];
}
