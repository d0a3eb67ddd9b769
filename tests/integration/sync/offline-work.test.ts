import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { connect } from '@/lib/collab/connection';
import { applyParts, ownIn, tidied, wholeInParts } from '@/lib/collab/copy-parts';
import { newDocument } from '@/lib/collab/document';
import { HAND_IN, MAX_MESSAGE } from '@/lib/collab/protocol';
import { textsLacking, trackUnsaved } from '@/lib/collab/unsaved';
import type { PersonaId, TouchpointId } from '@/lib/core/ids';
import { LIMITS } from '@/lib/journey/limits';
import { TRAFFIC_LIMITS } from '@/server/sync/door/traffic';
import { type HostileProxy, hostileProxy } from '@/tests/support/hostile-proxy';
import { seededRandom } from '@/tests/support/random';
import { aTouchpoint, type SyncClient, socketClass, until } from '@/tests/support/sync-client';
import type { SyncServer } from '@/tests/support/sync-server';
import { aWorld } from '@/tests/support/sync-world';
import { aTypist, wordsIn } from '@/tests/support/typist';

const { start, join, knock } = aWorld();
/** How long a few megabytes may take, at the pace that the server allows (milliseconds). */
const LONG_MS = 90_000;

let proxy: HostileProxy | undefined;
afterEach(async () => {
  await proxy?.close();
  proxy = undefined;
});

/** A pair in one journey: Anna over that way, Bram over a socket, with a touchpoint to write in. */
async function aPair(server: SyncServer, way: 'socket' | 'http') {
  const sessionId = await server.session();
  const bram = await join(server, sessionId);
  const place = aTouchpoint(bram);
  await bram.saved();
  if (way === 'http') proxy = await hostileProxy(server.port, { rule: 'refuse' });
  const url = proxy && `ws://127.0.0.1:${proxy.port}/sync/${sessionId}`;
  const anna = await knock(proxy ? { ...server, origin: proxy.origin } : server, sessionId, { url });
  await anna.synced();
  return { anna, bram, sessionId, ...place };
}

function added(page: SyncClient, personaId: PersonaId, title: string): TouchpointId {
  const result = page.do('addTouchpoint', { personaId, phase: 'touch', title });
  if (!result.ok) throw new Error(result.error);
  return result.value.id;
}

function splice(page: SyncClient, id: TouchpointId, index: number, remove: number, insert: string): void {
  const done = page.do('spliceMessage', { id, index, remove, insert });
  if (!done.ok) throw new Error(done.error);
}

/** As many bytes as a message can have, and not the same as another one. */
const aLongText = (number: number): string => String(number).padEnd(LIMITS.message, '€');

/** Every kind of work there is, from small to large, and again in what was made first: nowhere is a natural place to cut. */
function aLongRide(page: SyncClient, personaId: PersonaId, first: TouchpointId, count: number): void {
  const random = seededRandom(5);
  for (let edit = 0; edit < 2_000; edit += 1) {
    const length = page.journey().touchpoints.get(first)?.message.length ?? 0;
    const index = random.below(length + 1);
    splice(page, first, index, Math.min(random.below(3), length - index), random.pick(['a', 'é', 'woord ']));
    if (length > LIMITS.message / 2) splice(page, first, 0, 1_000, '');
  }
  const made: TouchpointId[] = [];
  for (let number = 0; number < count; number += 1) {
    const id = added(page, personaId, `Brief ${number}`);
    made.push(id);
    splice(page, id, 0, 0, aLongText(number));
    if (number % 10 > 0) continue;
    const one = random.pick(made);
    page.do('editTouchpoint', { id: one, changes: { title: `Anders ${number}`, owner: 'Sara', peak: true } });
    page.do('editTouchpoint', { id: first, changes: { title: `Titel ${number}` } });
    page.do('moveTouchpoint', { id: random.pick(made), personaId, phase: 'care', index: 0 });
    page.do('moveTouchpoint', { id: first, personaId, phase: 'tell' });
    splice(page, one, 100, 500, 'korter');
    page.do('removeTouchpoint', { id: random.pick(made) });
    page.do('editPersona', { id: personaId, changes: { summary: `Samenvatting ${number}` } });
  }
}

const lacking = (page: SyncClient, other: SyncClient): number =>
  Y.encodeStateAsUpdate(page.doc, Y.encodeStateVector(other.doc)).length;

describe('work without a link that is larger than one message', { timeout: 180_000 }, () => {
  it.each(['socket', 'http'] as const)('comes home whole while others work: %s', async (way) => {
    // Little is left of what one person may send, as when other tabs of theirs come home as well.
    const bytes = { perSecond: HAND_IN.perSecond + 8_192, burst: HAND_IN.atOnce + 2 * HAND_IN.piece };
    const server = await start({ rooms: () => ({ traffic: { member: { ...TRAFFIC_LIMITS.member, bytes } } }) });
    const { anna, bram, personaId, id } = await aPair(server, way);
    anna.connection.provider.disconnect();
    aLongRide(anna, personaId, id, 240);
    expect(lacking(anna, bram)).toBeGreaterThan(3 * MAX_MESSAGE);
    const typist = aTypist(bram, added(bram, personaId, 'Van Bram'), 'bram', seededRandom(1), 40);
    typist.start();
    const counts: number[] = [];
    anna.connection.saveState.subscribe((save) => counts.push('count' in save ? save.count : 0));
    anna.connection.provider.connect();
    await until(() => bram.journey().touchpoints.size > 20, 'the first pieces at Bram’s', LONG_MS);
    expect(anna.save().kind).not.toBe('saved');
    // The link breaks on the way, and something is written before the rest has gone.
    anna.connection.provider.disconnect();
    anna.connection.provider.connect();
    await until(() => anna.connection.provider.synced, 'the link', LONG_MS);
    const late = added(anna, personaId, 'Nog even dit');
    await until(() => anna.save().kind === 'saved', 'everything to be saved', LONG_MS);
    typist.stop();
    await bram.saved();
    await until(() => bram.journey().touchpoints.has(late), 'the last of it at Bram’s');
    await until(() => wordsIn(anna.journey()).size === wordsIn(bram.journey()).size, 'all of Bram’s at Anna’s');
    expect([...anna.refusals, ...bram.refusals]).toEqual([]);
    expect(bram.journey()).toEqual(anna.journey());
    for (const word of typist.written()) expect(wordsIn(anna.journey())).toContain(word);
    // The mark follows what is on disk, piece by piece.
    expect(new Set(counts).size).toBeGreaterThan(8);
    expect(counts.at(-1)).toBe(0);
  });

  it('comes home from the copy of a tab that was closed, also when the link breaks on the way', async () => {
    const server = await start();
    const { anna, bram, sessionId, personaId, id } = await aPair(server, 'socket');
    anna.connection.provider.disconnect();
    aLongRide(anna, personaId, id, 120);
    expect(lacking(anna, bram)).toBeGreaterThan(1.5 * MAX_MESSAGE);
    const { memberId } = anna;
    const written = anna.journey();
    const save = anna.save();
    const count = 'count' in save ? save.count : 0;
    const parts = tidied(wholeInParts(anna.doc, []), anna.connection.unsent());
    anna.close();
    const doc = newDocument();
    applyParts(doc, parts, null);
    const again = connect({
      url: server.socketUrl(sessionId),
      doc,
      pending: { count, updates: ownIn(parts) },
      WebSocketClass: socketClass(`member=${memberId}`, server.origin),
    });
    expect(again.saveState.getState()).toEqual({ kind: 'unsaved', count });
    await until(() => bram.journey().touchpoints.size > 20, 'the first pieces at Bram’s', LONG_MS);
    again.provider.disconnect();
    // All of it counts until all of it is in.
    expect(again.saveState.getState()).toEqual({ kind: 'unsaved', count });
    again.provider.connect();
    await until(() => again.saveState.getState().kind === 'saved', 'everything to be saved', LONG_MS);
    expect(again.unsent()).toEqual([]);
    await until(() => bram.journey().touchpoints.size === written.touchpoints.size, 'all of it at Bram’s');
    expect(bram.journey()).toEqual(written);
    again.destroy();
    doc.destroy();
  });

  it('is offered in full when it may not come in any more, before the first piece or between two', async () => {
    const server = await start();
    const { anna, bram, sessionId, personaId, id } = await aPair(server, 'socket');
    for (const isUnderWay of [false, true]) {
      const page = isUnderWay ? await join(server, sessionId) : anna;
      const unsaved = trackUnsaved(page.doc, page.connection.saveState);
      page.connection.provider.disconnect();
      const made = Array.from({ length: 120 }, (_, number) => added(page, personaId, `${isUnderWay} ${number}`));
      for (const [number, one] of made.entries()) splice(page, one, 0, 0, aLongText(number));
      splice(page, id, 0, 0, `vooraan ${isUnderWay} `);
      const observe = async () => {
        await server.db.prisma.member.update({ where: { id: page.memberId }, data: { role: 'observer' } });
        await server.rooms.renewMember(sessionId, page.memberId);
      };
      const before = bram.journey().touchpoints.size;
      if (!isUnderWay) await observe();
      page.connection.provider.connect();
      if (isUnderWay) {
        await until(() => bram.journey().touchpoints.size > before, 'the first piece', LONG_MS);
        await observe();
      }
      await until(() => page.refusals.length > 0, 'the refusal', LONG_MS);
      expect(new Set(page.refusals)).toEqual(new Set(['readOnly']));
      expect(page.save().kind).not.toBe('saved');
      const fresh = await join(server, sessionId);
      const offered = textsLacking(fresh.doc, unsaved.texts());
      for (const { root, id: of, field, text } of unsaved.texts()) {
        const isIn = fresh.doc.getMap<Y.Map<unknown>>(root).get(of)?.toJSON()[field] === text;
        expect(isIn || offered.some((one) => one.id === of && one.field === field && one.text === text)).toBe(true);
      }
      expect(offered.length).toBeGreaterThan(50);
      expect(fresh.journey().repairs).toEqual([]);
      unsaved.destroy();
    }
  });
});
