import { readdir, readFile } from 'node:fs/promises';
import { join as pathOf } from 'node:path';
import { expect, it } from 'vitest';
import { messageOf } from '@/lib/collab/document';
import { aTouchpoint } from '@/tests/support/sync-client';
import { aWorld } from '@/tests/support/sync-world';

const { start, join } = aWorld();
const MARKER = 'Mevrouw De Vries, 06-12345678';

/** The files of a data folder in which the marker can be read. */
async function filesWithMarker(dir: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of await readdir(dir)) if ((await readFile(pathOf(dir, name))).includes(MARKER)) found.push(name);
  return found;
}

it('takes deleted text off the disk within its term, also while people go on (P6)', async () => {
  const server = await start();
  const sessionId = await server.session();
  const writer = await join(server, sessionId);
  const { id } = aTouchpoint(writer);
  writer.do('spliceMessage', { id, index: 0, remove: 0, insert: MARKER });
  await writer.saved();
  writer.do('spliceMessage', { id, index: 0, remove: MARKER.length, insert: 'iets anders' });
  await writer.saved();

  await server.rooms.tidy(new Date(Date.now() - 60_000));
  expect(await filesWithMarker(server.dir)).not.toEqual([]);

  await server.rooms.tidy(new Date(Date.now() + 60_000));
  expect(await server.db.journeys.untidied(new Date(Date.now() + 60_000))).toEqual([]);
  await server.db.checkpoint();
  expect(await filesWithMarker(server.dir)).toEqual([]);

  const later = await join(server, sessionId);
  expect(messageOf(later.doc, id)?.toString()).toBe('iets anders');
  writer.do('spliceMessage', { id, index: 0, remove: 0, insert: 'nog ' });
  await writer.saved();
  expect(writer.refusals).toEqual([]);
});
