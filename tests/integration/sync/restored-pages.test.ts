import { expect, it } from 'vitest';
import type { SessionId } from '@/lib/core/ids';
import { createRecovery } from '@/server/sync/room/recovery';
import { aTouchpoint, type SyncClient, until } from '@/tests/support/sync-client';
import type { SyncServer } from '@/tests/support/sync-server';
import { aWorld } from '@/tests/support/sync-world';

const { start, join } = aWorld();

/** The pieces stay apart, as when the process is gone before the last one has left. */
const uncompacted = { journeys: (real: SyncServer['db']['journeys']) => ({ ...real, compact: async () => undefined }) };

const titles = (page: SyncClient): readonly string[] =>
  [...page.journey().touchpoints.values()].map(({ title }) => title).sort();

/** Anna and Bram build on each other’s work; then the server starts anew, and finds one edit of Anna damaged. */
async function damaged(): Promise<{ server: SyncServer; sessionId: SessionId; anna: SyncClient; bram: SyncClient }> {
  const first = await start(uncompacted);
  const sessionId = await first.session();
  const [anna, bram] = [await join(first, sessionId), await join(first, sessionId)];
  const { id } = aTouchpoint(anna, 'Brief');
  await anna.saved();
  const { seq } = await first.db.prisma.journeyHead.findUniqueOrThrow({ where: { sessionId } });
  for (let round = 1; round <= 3; round += 1)
    for (const [page, other] of [
      [anna, bram],
      [bram, anna],
    ] as const) {
      // biome-ignore format: pairs
      const title = `${page === anna ? 'Anna' : 'Bram'} ${round}`;
      page.do('editTouchpoint', { id, changes: { title } });
      await page.saved();
      await until(() => titles(other).includes(title), 'the title at the other');
    }
  const where = { sessionId, seq: seq + 1 };
  await first.db.prisma.journeyUpdate.updateMany({ where, data: { data: new Uint8Array([1, 2, 3]) } });
  await first.stop();
  const server = await start({ ...uncompacted, dir: first.dir, port: first.port });
  const hearsOfIt = (page: SyncClient) => page.links.some((link) => link.kind === 'down' && link.isUnreadable);
  await until(() => [anna, bram].every(hearsOfIt), 'both to hear that it cannot be read');
  return { server, sessionId, anna, bram };
}

it('pages that stayed open bring their newer work back after a restore, whoever wrote it (T5)', async () => {
  const { server, sessionId, anna, bram } = await damaged();
  // Meanwhile Anna goes on.
  aTouchpoint(anna, 'Onderweg');
  const recovery = createRecovery({ remainder: server.db.remainder, rooms: server.rooms });
  const [moment] = (await recovery.look(sessionId)).moments;
  expect(moment).toMatchObject({ missing: 6 });
  expect(await recovery.restore(sessionId, moment?.point ?? 0)).toMatchObject({ ok: true });
  await until(() => [anna, bram].every((page) => page.save().kind === 'saved'), 'both to be back', 20_000);
  await until(() => titles(bram).length === 2, 'the rest at Bram’s');
  for (const page of [anna, bram, await join(server, sessionId)]) expect(titles(page)).toEqual(['Bram 3', 'Onderweg']);
  expect([...anna.refusals, ...bram.refusals]).toEqual([]);
  // Each goes on under their own name, whoever brought their work back.
  for (const page of [anna, bram]) {
    aTouchpoint(page, 'Verder');
    await page.saved();
    expect(page.refusals).toEqual([]);
  }
  const { authors } = await server.db.journeys.load(sessionId);
  for (const page of [anna, bram]) expect(authors.get(page.doc.clientID)).toBe(page.memberId);
});
