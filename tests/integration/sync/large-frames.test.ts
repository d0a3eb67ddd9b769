import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { cutInParts } from '@/lib/collab/parts';
import { CLOSE, MAX_FRAME, MAX_MESSAGE, MESSAGE, SYNC } from '@/lib/collab/protocol';
import type { SessionId } from '@/lib/core/ids';
import { LIMITS } from '@/lib/journey/limits';
import { encodeSync } from '@/server/sync/links/messages';
import { type HostileProxy, hostileProxy } from '@/tests/support/hostile-proxy';
import { aTouchpoint, type SyncClient, until } from '@/tests/support/sync-client';
import type { SyncServer } from '@/tests/support/sync-server';
import { aWorld } from '@/tests/support/sync-world';

const { start, join, knock, raw } = aWorld();
let proxy: HostileProxy | undefined;

afterEach(async () => {
  await proxy?.close();
  proxy = undefined;
});

/** A page, over a web socket or over HTTP. */
async function aPage(server: SyncServer, sessionId: SessionId, way: 'socket' | 'http'): Promise<SyncClient> {
  if (way === 'socket') return join(server, sessionId);
  proxy = await hostileProxy(server.port, { rule: 'refuse' });
  const url = `ws://127.0.0.1:${proxy.port}/sync/${sessionId}`;
  const page = await knock({ ...server, origin: proxy.origin }, sessionId, { url });
  await page.synced();
  return page;
}

/** Writes that many touchpoints with long messages; about 5 kB each. */
function writeMuch(page: SyncClient, personaId: ReturnType<typeof aTouchpoint>['personaId'], count: number): void {
  for (let index = 0; index < count; index += 1) {
    const added = page.do('addTouchpoint', { personaId, phase: 'touch', title: `Brief ${index}` });
    if (!added.ok) throw new Error(added.error);
    const { id } = added.value;
    page.do('spliceMessage', { id, index: 0, remove: 0, insert: String(index % 10).repeat(LIMITS.message) });
  }
}

describe('more than fits in one frame (S15)', () => {
  it.each(['socket', 'http'] as const)('long work off line comes in whole, and counts as one: %s', async (way) => {
    const server = await start();
    const sessionId = await server.session();
    const bram = await join(server, sessionId);
    const { personaId } = aTouchpoint(bram);
    await bram.saved();
    const anna = await aPage(server, sessionId, way);
    anna.connection.provider.disconnect();
    const before = Y.encodeStateVector(anna.doc);
    writeMuch(anna, personaId, 150);
    expect(Y.encodeStateAsUpdate(anna.doc, before).length).toBeGreaterThan(10 * MAX_FRAME);
    anna.connection.provider.connect();
    await until(() => anna.save().kind === 'saved', 'everything to be saved', 30_000);
    expect(anna.refusals).toEqual([]);
    await until(() => bram.journey().touchpoints.size === 151, 'all of it at Bram’s');
    anna.do('addPersona', { name: 'Daarna', summary: '' });
    await anna.saved();
  });

  it('an edit that is too large to be taken ever is refused by name, and the page is not called saved', async () => {
    const server = await start();
    const sessionId = await server.session();
    const bram = await join(server, sessionId);
    const { personaId } = aTouchpoint(bram);
    await bram.saved();
    const anna = await join(server, sessionId);
    anna.connection.provider.disconnect();
    // One edit: cut in two, neither half would be one.
    anna.doc.transact(() => writeMuch(anna, personaId, 230));
    expect(Y.encodeStateAsUpdate(anna.doc).length).toBeGreaterThan(MAX_MESSAGE);
    anna.connection.provider.connect();
    await until(() => anna.refusals.length > 0, 'the refusal');
    expect(anna.refusals[0]).toBe('tooLarge');
    await until(() => anna.links.at(-1) !== undefined && anna.links.at(-1)?.kind !== 'synced', 'the end');
    expect(anna.save().kind).not.toBe('saved');
    expect(bram.journey().touchpoints.size).toBe(1);
  });

  it('pieces that make no sense end the connection, and hold up nobody', async () => {
    const server = await start();
    const sessionId = await server.session();
    const honest = await join(server, sessionId);
    const member = await server.member(sessionId);
    const whole = encodeSync(SYNC.update, new Uint8Array(2 * MAX_FRAME).fill(255));
    const [one, two, three] = cutInParts(whole, 1);
    if (!one || !two || !three) throw new Error('no parts');
    const presence = Uint8Array.of(MESSAGE.awareness, ...new Uint8Array(MAX_FRAME));
    const sequences = [[two], [one, one], [one, three], [one, two, two], cutInParts(presence, 1), [one, two, three]];
    for (const [index, sequence] of sequences.entries()) {
      const socket = await raw(server, sessionId, member);
      for (const part of sequence) socket.send(part);
      expect([index, await socket.untilClosed()]).toEqual([index, CLOSE.badFrame]);
    }
    aTouchpoint(honest);
    await honest.saved();
    expect(honest.refusals).toEqual([]);
  });

  it('other frames pass between the pieces', async () => {
    const server = await start();
    const sessionId = await server.session();
    const socket = await raw(server, sessionId, await server.member(sessionId));
    const parts = cutInParts(encodeSync(SYNC.step2, Y.encodeStateAsUpdate(new Y.Doc())), 1);
    const [only] = parts;
    if (!only) throw new Error('no part');
    socket.send(MESSAGE.beat);
    socket.send(only);
    socket.send(MESSAGE.beat);
    await until(() => socket.acknowledged() === 1, 'the ack');
    expect(socket.closed()).toBeUndefined();
  });
});
