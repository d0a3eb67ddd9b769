import { describe, expect, it } from 'vitest';
import { messageOf } from '@/lib/collab/document';
import { gatedLog } from '@/tests/support/gated-log';
import { aTouchpoint, until } from '@/tests/support/sync-client';
import { relayedTo } from '@/tests/support/sync-raw';
import { aWorld } from '@/tests/support/sync-world';

const { start, join, raw } = aWorld();

/** Two people and a touchpoint on disk, behind a log that the test controls. */
async function aPair() {
  const door = gatedLog();
  const server = await start({ journeys: door.wrap });
  const sessionId = await server.session();
  const anna = await join(server, sessionId);
  const bram = await join(server, sessionId);
  const { id } = aTouchpoint(anna);
  await anna.saved();
  await until(() => bram.journey().touchpoints.has(id), 'the touchpoint at Bram’s');
  const text = () => messageOf(bram.doc, id)?.toString();
  const attempts = door.attempts();
  const tried = () => until(() => door.attempts() > attempts, 'the server to try');
  return { door, tried, server, sessionId, anna, bram, id, text };
}

describe('stored before seen', () => {
  it('neither relays nor acknowledges what is not on disk yet', async () => {
    const { door, tried, anna, bram, id, text } = await aPair();
    door.close();
    anna.do('spliceMessage', { id, index: 0, remove: 0, insert: 'wacht' });
    await tried();
    // Presence travels on the same socket after the edit; when it is there, the edit would be too.
    anna.connection.awareness.setLocalState({ selected: id });
    await until(() => bram.connection.awareness.getStates().size === 2, 'presence to pass');
    expect(text()).toBe('');
    expect(anna.save()).toEqual({ kind: 'saving', count: 1 });
    door.open();
    await anna.saved();
    await until(() => text() === 'wacht', 'the text at Bram’s');
  });

  it('shows a newcomer only what is on disk', async () => {
    const { door, tried, server, sessionId, anna, id } = await aPair();
    door.close();
    anna.do('spliceMessage', { id, index: 0, remove: 0, insert: 'nog niet' });
    await tried();
    const late = await join(server, sessionId);
    expect(messageOf(late.doc, id)?.toString()).toBe('');
    door.open();
    await until(() => messageOf(late.doc, id)?.toString() === 'nog niet', 'the text at the newcomer’s');
  });

  it('compaction writes no edit that waits for the disk: it would lie there without its author (S11)', async () => {
    const { door, tried, server, sessionId, id } = await aPair();
    const cees = await join(server, sessionId);
    door.close();
    cees.do('spliceMessage', { id, index: 0, remove: 0, insert: 'onderweg' });
    await tried();
    await server.rooms.tidy(new Date(Date.now() + 3_600_000));
    const { parts } = await server.db.journeys.load(sessionId);
    expect(parts).toHaveLength(1);
    expect(parts.some((part) => Buffer.from(part).includes('onderweg'))).toBe(false);
    door.open();
    await cees.saved();
    const { parts: after, authors } = await server.db.journeys.load(sessionId);
    expect(after.some((part) => Buffer.from(part).includes('onderweg'))).toBe(true);
    expect(authors.get(cees.doc.clientID)).toBe(cees.memberId);
  });

  it('says so when the disk is full, and recovers by itself in the right order (T7)', async () => {
    const { door, anna, bram, id, text } = await aPair();
    door.break();
    for (const letter of 'eerst') anna.do('spliceMessage', { id, index: 0, remove: 0, insert: letter });
    await until(() => anna.save().kind === 'unsaved', 'the mark to say that it is not saved');
    expect(text()).toBe('');
    bram.do('editTouchpoint', { id, changes: { title: 'Nieuw' } });
    door.mend();
    await Promise.all([anna.saved(), bram.saved()]);
    await until(() => text() === 'tsree', 'the text at Bram’s');
    expect(anna.journey()).toEqual(bram.journey());
  });

  it('does not let one session that cannot be stored hold up another', async () => {
    const door = gatedLog();
    let sick = '';
    const server = await start({
      journeys: (real) => ({
        ...door.wrap(real),
        append: async (batch) => {
          if (batch.some(({ sessionId }) => sessionId === sick)) throw new Error('sick');
          return real.append(batch);
        },
      }),
    });
    const [one, two] = [await server.session(), await server.session()];
    const anna = await join(server, one);
    const bram = await join(server, two);
    sick = one;
    aTouchpoint(anna);
    aTouchpoint(bram);
    await bram.saved();
    expect(anna.save().kind).not.toBe('saved');
    sick = '';
    await anna.saved();
  });

  it('does not acknowledge an edit again that is still on its way from an earlier connection', async () => {
    const { door, tried, server, sessionId, anna, id } = await aPair();
    door.close();
    anna.do('spliceMessage', { id, index: 0, remove: 0, insert: 'x' });
    await tried();
    anna.connection.provider.disconnect();
    anna.connection.provider.connect();
    await anna.synced();
    const watcher = await raw(server, sessionId, await server.member(sessionId));
    expect(anna.save().kind).not.toBe('saved');
    expect(relayedTo(watcher)).toBe(0);
    door.open();
    await anna.saved();
  });

  it('never shows an empty journey when the stored one cannot be read (T8)', async () => {
    const { door, server, sessionId, anna, bram } = await aPair();
    const before = anna.journey();
    anna.connection.provider.disconnect();
    bram.connection.provider.disconnect();
    await until(() => server.rooms.figures().rooms === 0, 'the room to be gone');
    door.failLoads(true);
    const socket = await raw(server, sessionId, anna.memberId);
    expect(await socket.untilClosed()).toBe(4500);
    expect(socket.frames).toEqual([]);
    await expect(server.rooms.read(sessionId, () => 0)).rejects.toThrow('could not be read');
    door.failLoads(false);
    anna.connection.provider.connect();
    await anna.saved();
    expect(anna.journey()).toEqual(before);
  });

  it('refuses a session that was never seeded rather than showing it empty', async () => {
    const { server } = await aPair();
    await server.db.prisma.session.create({ data: { id: 'bare', title: 'Zonder reis' } });
    const socket = await raw(server, 'bare', await server.member('bare' as never));
    expect(await socket.untilClosed()).toBe(4500);
  });
});
