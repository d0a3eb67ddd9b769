import { describe, expect, it } from 'vitest';
import { deriveEntries } from '@/lib/calendar/derive';
import type { SessionId } from '@/lib/core/ids';
import { aTouchpoint, until } from '@/tests/support/sync-client';
import { type SyncServer, startSyncServer } from '@/tests/support/sync-server';
import { aWorld } from '@/tests/support/sync-world';

const { start, join } = aWorld();

const rowsOf = (server: SyncServer, sessionId: SessionId) =>
  server.db.prisma.calendarEntry.findMany({ where: { sessionId }, orderBy: { id: 'asc' } });

/** Rows without the server's own columns, as the journey would give them. */
async function expectRowsLikeDocument(server: SyncServer, sessionId: SessionId) {
  const entries = await server.rooms.read(sessionId, (journey) => deriveEntries(journey));
  const rows = (await rowsOf(server, sessionId)).map(({ sequence: _s, updatedAt: _u, sessionId: _id, ...row }) => row);
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  expect(rows.sort(byId)).toEqual([...entries].sort(byId));
}

describe('calendar rows', () => {
  it('follow the journey by themselves, and number changes per row (T28)', async () => {
    const server = await start();
    const sessionId = await server.session('example');
    const anna = await join(server, sessionId);
    const { id } = aTouchpoint(anna);
    anna.do('editTouchpoint', { id, changes: { plannedOn: '2027-02-01' } });
    await anna.saved();
    const before = new Map((await rowsOf(server, sessionId)).map((row) => [row.id, row.sequence]));
    const stored = async () => (await rowsOf(server, sessionId)).find((row) => row.id === id);
    let row: Awaited<ReturnType<typeof stored>>;
    const refresh = setInterval(() => void stored().then((found) => (row = found)), 20);
    await until(() => row?.plannedOn === '2027-02-01', 'the row');
    const first = row?.sequence ?? Number.NaN;
    anna.do('editTouchpoint', { id, changes: { plannedOn: '2027-02-02', startTime: '09:30' } });
    await until(() => row?.plannedOn === '2027-02-02', 'the changed row');
    clearInterval(refresh);
    expect(row?.startTime).toBe('09:30');
    expect(row?.sequence).toBeGreaterThan(first);
    anna.do('editTouchpoint', { id, changes: { plannedOn: null, startTime: null } });
    anna.do('editTouchpoint', { id, changes: { plannedOn: '2027-02-03' } });
    await anna.saved();
    await server.rooms.project(sessionId);
    expect((await stored())?.sequence, 'a date that came back is newer').toBeGreaterThan(row?.sequence ?? 0);
    await server.rooms.project(sessionId);
    await expectRowsLikeDocument(server, sessionId);
    const others = (await rowsOf(server, sessionId)).filter((other) => other.id !== id);
    expect(others.length).toBeGreaterThan(15);
    expect(others.every(({ id: other, sequence }) => (before.get(other) ?? sequence) === sequence)).toBe(true);
  });

  it('are right at once when asked, and gone with the date', async () => {
    const server = await start();
    const sessionId = await server.session();
    const anna = await join(server, sessionId);
    const { id, personaId } = aTouchpoint(anna);
    anna.do('editTouchpoint', { id, changes: { plannedOn: '2027-03-01' } });
    await anna.saved();
    await server.rooms.project(sessionId);
    expect(await rowsOf(server, sessionId)).toHaveLength(1);
    anna.do('removePersona', { id: personaId });
    await anna.saved();
    await server.rooms.project(sessionId);
    expect(await rowsOf(server, sessionId)).toEqual([]);
    anna.do('restorePersona', { id: personaId });
    await anna.saved();
    await server.rooms.project(sessionId);
    await expectRowsLikeDocument(server, sessionId);
    const session = await server.db.prisma.session.findUniqueOrThrow({ where: { id: sessionId } });
    expect(session.projectedSeq).toBe((await server.db.journeys.load(sessionId)).seq);
  });

  it('catch up after a stop between commit and projection, also when nobody opens the session', async () => {
    const failing = await startSyncServer({
      projector: (real) => ({ ...real, write: () => Promise.reject(new Error('stopped')) }),
    });
    const { dir } = failing;
    const [visited, asked] = [await failing.session('example'), await failing.session('example')];
    expect(await rowsOf(failing, visited)).toEqual([]);
    await failing.stop();
    const server = await start({ dir });
    await server.rooms.project(asked);
    await expectRowsLikeDocument(server, asked);
    await join(server, visited);
    let count = 0;
    const refresh = setInterval(() => void rowsOf(server, visited).then((rows) => (count = rows.length)), 20);
    await until(() => count > 15, 'the rows of the visited session');
    clearInterval(refresh);
    await expectRowsLikeDocument(server, visited);
  });

  it('of many sessions are written one session after the other, and nobody who comes in waits for them', async () => {
    let begun = 0;
    let go = () => {};
    const held = new Promise<void>((done) => {
      go = done;
    });
    const server = await start({
      projector: (real) => ({
        ...real,
        write: async (...rows) => {
          begun += 1;
          await held;
          return real.write(...rows);
        },
      }),
    });
    // Nobody is in these: their rows are written before they leave the memory.
    const left = await Promise.all(Array.from({ length: 8 }, () => server.session('example')));
    const used = await Promise.all(Array.from({ length: 3 }, () => server.session()));
    const people = await Promise.all(used.map((sessionId) => join(server, sessionId)));
    const planned = people.map((anna) => {
      const { id } = aTouchpoint(anna);
      anna.do('editTouchpoint', { id, changes: { plannedOn: '2027-03-01' } });
      return id;
    });
    await Promise.all(people.map((anna) => anna.saved()));
    // One that is being left, and one with people in it.
    await until(() => begun === 2, 'rows to be written');
    for (const sessionId of left) (await join(server, sessionId)).close();
    expect(begun).toBe(2);
    go();
    let rows: readonly { readonly id: string }[] = [];
    const look = setInterval(() => void server.db.prisma.calendarEntry.findMany().then((found) => (rows = found)), 20);
    await until(() => planned.every((id) => rows.some((row) => row.id === id)), 'the rows of all');
    await until(() => server.rooms.figures().rooms === used.length, 'the others to be tidied');
    clearInterval(look);
    for (const sessionId of [...left, ...used]) await expectRowsLikeDocument(server, sessionId);
  });

  it('of another session stay untouched by a forged id', async () => {
    const server = await start();
    const [one, two] = [await server.session(), await server.session()];
    const anna = await join(server, one);
    const { id } = aTouchpoint(anna);
    anna.do('editTouchpoint', { id, changes: { plannedOn: '2027-03-01', owner: 'Anna' } });
    await anna.saved();
    await server.rooms.project(one);
    const before = await rowsOf(server, one);
    const villain = await join(server, two);
    const own = aTouchpoint(villain, 'Eigen');
    villain.do('editTouchpoint', { id: own.id, changes: { plannedOn: '2027-03-02' } });
    villain.doc.transact(() => {
      const table = villain.doc.getMap('touchpoints');
      table.set(id, (table.get(own.id) as { clone: () => unknown }).clone());
    });
    await villain.saved();
    await server.rooms.project(two);
    expect(await rowsOf(server, one)).toEqual(before);
    expect((await rowsOf(server, two)).map((row) => row.id)).toEqual([own.id, id].sort());
  });
});
