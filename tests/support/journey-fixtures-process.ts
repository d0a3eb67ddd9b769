import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as Y from 'yjs';
import { SCHEMA_VERSION } from '@/lib/journey/meta';
import { aCopy, aSeed, type Copy, exchange } from './collab';
import { keepSome, WORK } from './honest-work';
import { seededRandom } from './random';

// Writes a few journeys of this version, once: `npx tsx tests/support/journey-fixtures-process.ts`. Those that are there
// stay as they are for ever: they stand for what people have on their disks.
const FOLDER = fileURLToPath(new URL('../fixtures/journeys', import.meta.url));

/** Two people who worked for a while, and then have the same. */
function worked(turns: number, seed: number): Copy {
  const random = seededRandom(seed);
  const start = aSeed('example');
  const copies = [2, 3].map((client) => aCopy(start, 'facilitator', client));
  for (let turn = 0; turn < turns; turn += 1) {
    const copy = random.pick(copies);
    keepSome(copy);
    random.pick(WORK)(copy, random);
    if (turn % 7 === 0) exchange(copies);
  }
  exchange(copies);
  return random.pick(copies);
}

const JOURNEYS: Readonly<Record<string, () => Copy>> = {
  empty: () => aCopy(aSeed('empty')),
  example: () => aCopy(aSeed('example')),
  campaign: () => aCopy(aSeed('municipal-campaign')),
  worked: () => worked(120, 1),
  long: () => worked(600, 2),
};

mkdirSync(FOLDER, { recursive: true });
for (const [name, make] of Object.entries(JOURNEYS)) {
  const path = `${FOLDER}/v${SCHEMA_VERSION}-${name}`;
  if (existsSync(`${path}.bin`)) continue;
  const copy = make();
  const { personas, touchpoints, bin } = copy.journey();
  writeFileSync(`${path}.bin`, Y.encodeStateAsUpdate(copy.doc));
  writeFileSync(
    `${path}.json`,
    `${JSON.stringify({ personas, touchpoints: [...touchpoints.values()], bin }, null, 2)}\n`,
  );
}
