import type { Engine } from '../engine';
import { openConnection } from './connection';
import { findLosses, headsOf } from './losses';
import { openMarks } from './marks';
import { readKnown } from './marks-file';
import { readWith } from './read';
import type { Turns } from './turn';
import { compactWith, insertWith } from './write';

type Journeys = Pick<
  Engine,
  'insert' | 'pieces' | 'snapshot' | 'compact' | 'expectGone' | 'losses' | 'checkpoint' | 'close'
>;

/** The marks lie beside the database. */
const marksOf = (file: string): string => `${file}-marks`;

/** The journeys of a SQLite file: two connections of their own, one that writes and one that reads, and the high-water marks. */
export async function openJourneys(file: string, turns: Turns): Promise<Journeys> {
  const [log, reads] = await Promise.all([openConnection(file), openConnection(file)]);
  const known = await readKnown(marksOf(file));
  const marks = await openMarks(marksOf(file), known);
  await findLosses({ log, turns }, marks, known.marks);
  return {
    insert: insertWith({ log, turns, marks }),
    ...readWith(reads),
    compact: compactWith({ log, turns }),
    losses: { all: marks.losses, forget: (sessionId) => turns.during(() => marks.forget(sessionId)) },
    expectGone: (sessionId) => turns.during(() => marks.expectGone(sessionId)),
    checkpoint: () =>
      turns.during(async () => {
        await log.exec('PRAGMA wal_checkpoint(TRUNCATE)');
        await marks.reset(await headsOf(log));
      }),
    close: async () => {
      await turns.during(() => marks.close());
      log.close();
      reads.close();
    },
  };
}
