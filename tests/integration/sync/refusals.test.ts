import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import * as Y from 'yjs';
import type { Room } from '@/components/session/room';
import { openRooms } from '@/components/session/rooms';
import { CLOSE } from '@/lib/collab/protocol';
import { type MemberId, newId, type SessionId } from '@/lib/core/ids';
import type { Role } from '@/lib/method/roles';
import { theRecord } from '@/tests/support/forgery';
import { aTouchpoint, socketClass, until } from '@/tests/support/sync-client';
import type { SyncServer } from '@/tests/support/sync-server';
import { aWorld } from '@/tests/support/sync-world';

const { start, join } = aWorld();
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
  vi.unstubAllGlobals();
});

/** What a browser gives a page; the storage of its tab stays when the page is loaded anew. */
function aTab(cookie = '', origin = 'http://127.0.0.1') {
  const kept = new Map<string, string>();
  const sessionStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  vi.stubGlobal('window', { sessionStorage });
  vi.stubGlobal('WebSocket', socketClass(cookie, origin));
  return kept;
}

/** The rooms that a page shows, one after the other. */
function aPage(url: string, sessionId: SessionId, memberId: MemberId, role: Role) {
  const shown: Room[] = [];
  let onScreen: Promise<void> | undefined;
  const end = openRooms({ sessionId, memberId, actor: { role, isOwner: false }, url }, (room) => {
    shown.push(room);
    return onScreen;
  });
  /** From now on a room takes its time to get on the screen. @returns says that it is there */
  const slowly = (): (() => void) => {
    let done: () => void = () => undefined;
    onScreen = new Promise((resolve) => {
      done = resolve;
    });
    return done;
  };
  let isOpen = true;
  const close = () => {
    if (isOpen) end();
    isOpen = false;
  };
  closing.push(close);
  const room = (): Room => {
    const last = shown.at(-1);
    if (!last) throw new Error('no room');
    return last;
  };
  return { shown, room, close, slowly, loaded: () => until(() => room().link.getState().loaded, 'the journey') };
}

async function aPageOf(server: SyncServer, sessionId: SessionId, role: Role) {
  const memberId = await server.member(sessionId, role);
  aTab(`member=${memberId}`, server.origin);
  const page = aPage(`ws://127.0.0.1:${server.port}/sync/`, sessionId, memberId, role);
  await page.loaded();
  return { ...page, memberId };
}

/** A page that has open what Anna made, and `forge`, after which its edits are refused. */
async function aPageBesideAnna() {
  const server = await start();
  const sessionId = await server.session();
  const anna = await join(server, sessionId);
  const { id, personaId } = aTouchpoint(anna);
  await anna.saved();
  const page = await aPageOf(server, sessionId, 'writer');
  const before = page.room();
  const forge = () => theRecord(before.doc, 'personas', personaId).set('line', 7);
  const write = (text: string, index = 0) => before.dispatch('spliceMessage', { id, index, remove: 0, insert: text });
  return { anna, id, page, before, forge, write };
}

describe('a page whose edit is refused', () => {
  it('goes back to what is stored, on the same page, with what was written in hand', async () => {
    const { anna, id, page, before, forge, write } = await aPageBesideAnna();
    before.screen.setState({ open: id });
    before.dispatch('editTouchpoint', { id, changes: { owner: 'Sara' } });
    await until(() => before.save.getState().kind === 'saved', 'the first edit to be saved');
    forge();
    write('Een uur werk');
    await until(() => page.shown.length === 2, 'the fresh room');
    const after = page.room();
    expect(after.journey.getState()).toEqual(anna.journey());
    expect(after.journey.getState().touchpoints.get(id)).toMatchObject({ message: '', owner: 'Sara' });
    expect(after.link.getState().refused).toMatchObject({ reason: 'invalid' });
    expect(after.link.getState().lost).toEqual([
      { root: 'touchpoints', id, field: 'message', of: 'Brief', text: 'Een uur werk' },
    ]);
    expect(after.screen.getState().open).toBe(id);
    after.dispatch('spliceMessage', { id, index: 0, remove: 0, insert: 'Verder' });
    await until(() => after.save.getState().kind === 'saved', 'the work after it');
    await until(() => anna.journey().touchpoints.get(id)?.message === 'Verder', 'Anna to see it');
    expect(page.shown).toHaveLength(2);
  });

  it('has what was typed into the old one until the fresh one is on the screen', async () => {
    const { id, page, before, forge, write } = await aPageBesideAnna();
    const isOnScreen = page.slowly();
    forge();
    write('Een');
    await until(() => page.shown.length === 2, 'the fresh room');
    write(' uur', 3);
    before.dispatch('editTouchpoint', { id, changes: { owner: 'Sara' } });
    isOnScreen();
    const lost = () =>
      page
        .room()
        .link.getState()
        .lost.map(({ text }) => text);
    await until(() => lost().length === 2, 'the texts');
    expect(lost()).toEqual(['Een uur', 'Sara']);
  });

  it('follows the role that the server says, without a reload', async () => {
    const server = await start();
    const sessionId = await server.session();
    const page = await aPageOf(server, sessionId, 'writer');
    const room = page.room();
    await server.db.prisma.member.update({ where: { id: page.memberId }, data: { role: 'observer' } });
    server.rooms.renewMember(sessionId, page.memberId);
    await until(() => room.actor.getState().role === 'observer', 'the role');
    expect(room.dispatch('addPersona', { name: 'Ans', summary: '' })).toEqual({ ok: false, error: 'notAllowed' });
    expect(room.link.getState().lost, 'what was half typed is not gone with the right').toMatchObject([
      { text: 'Ans' },
    ]);
    await server.db.prisma.member.update({ where: { id: page.memberId }, data: { role: 'facilitator' } });
    server.rooms.renewMember(sessionId, page.memberId);
    await until(() => room.actor.getState().role === 'facilitator', 'the next role');
    expect(room.dispatch('addPersona', { name: 'Ans', summary: '' }).ok).toBe(true);
    await until(() => room.save.getState().kind === 'saved', 'saved');
    expect(page.shown).toEqual([room]);
  });
});

describe('a page that is too old', () => {
  it('lays its texts aside for one reload, and shows those that the journey lacks', async () => {
    const newer = new WebSocketServer({ port: 0 });
    closing.push(() => newer.close());
    let code: number = CLOSE.tryAgain;
    newer.on('connection', (socket) => socket.close(code));
    const url = `ws://127.0.0.1:${(newer.address() as AddressInfo).port}/sync/`;
    const sessionId = newId<SessionId>();
    const tab = aTab();
    const old = aPage(url, sessionId, newId<MemberId>(), 'writer');
    const record = new Y.Map([
      ['name', 'Ruud'],
      ['summary', 'woont hier'],
    ]);
    old.room().doc.getMap('personas').set('p1', record);
    code = CLOSE.tooOld;
    await until(() => old.room().link.getState().ended === CLOSE.tooOld, 'the end');
    expect(tab.size).toBe(1);
    old.close();
    const fresh = aPage(url, sessionId, newId<MemberId>(), 'writer');
    expect(tab.size).toBe(0);
    await until(() => fresh.room().link.getState().lost.length > 0, 'the texts');
    expect(
      fresh
        .room()
        .link.getState()
        .lost.map(({ text }) => text),
    ).toEqual(['Ruud', 'woont hier']);
  });
});
