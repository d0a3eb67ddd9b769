// Opens a database, for tests that kill it or let several at it: `open-process.ts <file or address> <migrations or ''> <what to do>`.
import type { SessionId } from '@/lib/core/ids';
import { openDatabase } from '@/server/db/database';
import { readEnv } from '@/server/env';

const [, , place = '', migrations = '', task = 'open', argument = ''] = process.argv;
const { databaseFile, postgresUrl } = readEnv({ DATABASE_URL: place.includes('://') ? place : `file:${place}` });

let turns = 0;
let isOpen = false;
/** Counts rounds of the event loop, and ends the process as a power cut would in the one that was asked for. */
function count(): void {
  turns += 1;
  if (task === 'die' && turns === Number(argument)) process.kill(process.pid, 'SIGKILL');
  if (!isOpen) setImmediate(count);
}
count();

const db = await openDatabase({ databaseFile, postgresUrl }, migrations || undefined);
isOpen = true;
process.stdout.write(`open ${turns}\n`);

/** Appends batches to two sessions, and tells which numbers they got. */
async function write(who: number): Promise<void> {
  for (let round = 0; round < 40; round += 1) {
    const sizes = new Map([['a', 1 + ((round + who) % 3)], ['b', 1 + (round % 2)]]); // biome-ignore format: a table
    const batch = [...sizes].flatMap(([id, size]) =>
      Array.from({ length: size }, (_, place) => ({
        sessionId: id as SessionId,
        data: new Uint8Array([who, round, place]),
        memberId: null,
      })),
    );
    const last = await db.journeys.append(who % 2 ? batch : batch.reverse());
    for (const [id, size] of sizes)
      process.stdout.write(`wrote ${JSON.stringify({ id, who, round, size, last: last.get(id as SessionId) })}\n`);
    if (round % 9 === 8) await merge(last.get('a' as SessionId) ?? 0);
  }
  await db.close();
}

/** What came before `seq` in one piece; nothing of it is read by the test, which counts numbers. */
const merge = (seq: number): Promise<void> => db.journeys.compact('a' as SessionId, seq, new Uint8Array([0]));

if (task === 'write') await write(Number(argument));
