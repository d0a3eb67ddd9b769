import { describe, expect, it } from 'vitest';
import { messageOf } from '@/lib/collab/document';
import { seedJourney } from '@/lib/collab/seed';
import { templates } from '@/lib/method/templates/registry';
import type { JourneyLog } from '@/server/db/contract';
import { seededRandom } from '@/tests/support/random';
import { aTouchpoint, type SyncClient, until } from '@/tests/support/sync-client';
import { startSyncServer } from '@/tests/support/sync-server';
import { aWorld } from '@/tests/support/sync-world';

const { start, join } = aWorld();
const SEED = 995;

/** A real log whose every step takes a random number of turns of the event loop. */
const slowLog =
  (seed: number) =>
  (real: JourneyLog): JourneyLog => {
    const random = seededRandom(seed);
    const linger = async () => {
      for (let turns = random.below(20); turns > 0; turns -= 1) await new Promise((done) => setImmediate(done));
    };
    return {
      ...real,
      append: async (batch) => {
        await linger();
        const seqs = await real.append(batch);
        await linger();
        return seqs;
      },
      load: async (sessionId) => {
        await linger();
        const stored = await real.load(sessionId);
        await linger();
        return stored;
      },
      compact: async (...merged) => {
        await linger();
        await real.compact(...merged);
        await linger();
      },
    };
  };

describe('the life of a room', () => {
  it('gives a joiner everything that was acknowledged, however leaving, storing and loading fall together (T9)', async () => {
    const server = await start({ journeys: slowLog(SEED) });
    const sessionId = await server.session();
    const first = await join(server, sessionId);
    const { id } = aTouchpoint(first);
    await first.saved();
    first.close();
    const random = seededRandom(SEED);
    for (let round = 0; round < 60; round += 1) {
      const writer = await join(server, sessionId, { memberId: first.memberId });
      expect(messageOf(writer.doc, id)?.length, `round ${round} of seed ${SEED}`).toBe(round);
      writer.do('spliceMessage', { id, index: 0, remove: 0, insert: 'x' });
      await writer.saved();
      for (let turns = random.below(12); turns > 0; turns -= 1) await new Promise((done) => setImmediate(done));
      writer.close();
    }
    const { length } = await server.rooms.read(sessionId, (journey) => journey.touchpoints.get(id)?.message ?? '');
    expect(length).toBe(60);
  });

  it('is one and the same for who joins while the last one leaves with edits on their way (T9)', async () => {
    const server = await start({ journeys: slowLog(SEED + 2) });
    const sessionId = await server.session();
    const first = await join(server, sessionId);
    const { id } = aTouchpoint(first);
    await first.saved();
    first.close();
    const random = seededRandom(SEED + 2);
    const turns = async () => {
      for (let left = random.below(12); left > 0; left -= 1) await new Promise((done) => setImmediate(done));
    };
    const type = (client: SyncClient) => client.do('spliceMessage', { id, index: 0, remove: 0, insert: 'x' });
    for (let round = 0; round < 40; round += 1) {
      // A member of their own each time: nobody comes and goes this often.
      const leaver = await join(server, sessionId);
      type(leaver);
      leaver.close();
      await turns();
      const anna = await join(server, sessionId);
      await turns();
      const bram = await join(server, sessionId);
      type(anna);
      for (const client of [anna, bram]) {
        const what = `everything, in round ${round} of seed ${SEED + 2}`;
        await until(() => messageOf(client.doc, id)?.length === 2 * (round + 1), what);
      }
      await anna.saved();
      anna.close();
      bram.close();
    }
  });

  it('doubles nothing when the server restarts with people online (T10)', async () => {
    let server = await startSyncServer();
    const { dir, port } = server;
    const sessionId = await server.session('example');
    const anna = await join(server, sessionId);
    const bram = await join(server, sessionId);
    const { id } = aTouchpoint(anna);
    let text = '';
    for (let round = 0; round < 5; round += 1) {
      anna.do('spliceMessage', { id, index: 0, remove: 0, insert: `${round}` });
      text = `${round}${text}`;
      await server.stop();
      bram.do('editTouchpoint', { id, changes: { owner: `Bram ${round}` } });
      anna.do('spliceMessage', { id, index: 0, remove: 0, insert: '-' });
      text = `-${text}`;
      server = await startSyncServer({ dir, port });
      await Promise.all([anna.saved(), bram.saved()]);
    }
    await until(() => messageOf(bram.doc, id)?.toString() === text, 'the whole text at Bram’s');
    const fresh = await join(server, sessionId);
    expect(fresh.journey()).toEqual(anna.journey());
    expect(fresh.journey()).toEqual(bram.journey());
    expect(fresh.journey().touchpoints.get(id)).toMatchObject({ message: text, owner: 'Bram 4' });
    for (const client of [anna, bram, fresh]) client.close();
    await server.close();
  });

  it('loses nothing that was received in an orderly stop, and stops soon (T11)', async () => {
    const server = await startSyncServer({ journeys: slowLog(SEED + 1) });
    const { dir } = server;
    const sessionId = await server.session();
    const anna = await join(server, sessionId);
    const { id } = aTouchpoint(anna);
    await anna.saved();
    for (let count = 0; count < 100; count += 1) {
      anna.do('spliceMessage', { id, index: 0, remove: 0, insert: 'x' });
    }
    // A beat answered means that the edits sent before it were received.
    const heard = anna.connection.provider.wsLastMessageReceived;
    anna.connection.check();
    await until(() => anna.connection.provider.wsLastMessageReceived > heard, 'the answer');
    const at = performance.now();
    await server.stop();
    expect(performance.now() - at).toBeLessThan(5_000);
    expect(anna.links.at(-1)).not.toMatchObject({ kind: 'ended' });
    expect(anna.save()).toEqual({ kind: 'unsaved', count: 0 });
    anna.connection.destroy();
    const again = await startSyncServer({ dir });
    expect(await again.rooms.read(sessionId, (journey) => journey.touchpoints.get(id)?.message.length)).toBe(100);
    await again.close();
  });

  it('stops soon when the disk does not answer', async () => {
    const server = await start({ journeys: (real) => ({ ...real, append: () => new Promise(() => undefined) }) });
    const sessionId = 'stuck' as never;
    await server.db.prisma.session.create({ data: { id: 'stuck', title: 'x' } });
    void server.rooms.write(sessionId, (doc) => {
      seedJourney(doc, { template: templates.empty, phaseModel: 'ttsc', locale: 'nl' });
    });
    await until(() => server.rooms.figures().rooms === 1, 'the room');
    const at = performance.now();
    await server.rooms.shutdown();
    expect(performance.now() - at).toBeLessThan(5_000);
  });

  it('seeds once: writing the same again changes nothing', async () => {
    const server = await start();
    const sessionId = await server.session('example');
    const before = await server.db.journeys.load(sessionId);
    await server.rooms.write(sessionId, (doc) => {
      seedJourney(doc, { template: templates.example, phaseModel: 'ttsc', locale: 'nl' });
    });
    expect((await server.db.journeys.load(sessionId)).seq).toBe(before.seq);
  });

  it('writes of the server reach everybody', async () => {
    const server = await start();
    const sessionId = await server.session();
    const anna = await join(server, sessionId);
    await server.rooms.write(sessionId, (doc) => doc.getMap('meta').set('phaseModel', 'rean'));
    await until(() => anna.journey().meta.phaseModel === 'rean', 'the new phase model');
  });
});
