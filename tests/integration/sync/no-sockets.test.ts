import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { messageOf } from '@/lib/collab/document';
import { createUndo } from '@/lib/collab/undo';
import { type BlackHole, blackHole } from '@/tests/support/black-hole';
import { type HostileProxy, hostileProxy, type SocketRule } from '@/tests/support/hostile-proxy';
import { seededRandom } from '@/tests/support/random';
import { aTouchpoint, openClient, type SyncClient, until } from '@/tests/support/sync-client';
import type { SyncServer } from '@/tests/support/sync-server';
import { aWorld } from '@/tests/support/sync-world';

const { start, join, knock } = aWorld();
const proxies: HostileProxy[] = [];
const holes: BlackHole[] = [];
const SEED = 23;

afterEach(async () => {
  for (const network of holes.splice(0)) await network.close();
  for (const proxy of proxies.splice(0)) await proxy.close();
});

async function aProxy(server: SyncServer, rule: SocketRule): Promise<HostileProxy> {
  const proxy = await hostileProxy(server.port, { rule });
  proxies.push(proxy);
  return proxy;
}

type SessionId = Parameters<typeof join>[1];

/** Somebody behind a proxy. */
const behind = (server: SyncServer, { origin, port }: HostileProxy, sessionId: SessionId) =>
  knock({ ...server, origin }, sessionId, { url: `ws://127.0.0.1:${port}/sync/${sessionId}` });

const secondsSince = (at: number) => (performance.now() - at) / 1_000;
const text = (client: SyncClient, id: Parameters<typeof messageOf>[1]) => messageOf(client.doc, id)?.toString() ?? '';
const isSeen = (by: SyncClient, who: SyncClient) =>
  by.connection.awareness.getStates().has(who.connection.awareness.clientID);

/** A page behind a proxy that has the journey by HTTP, and Bram on a web socket. */
async function aMixedPair(rule: SocketRule = 'refuse') {
  const server = await start();
  const sessionId = await server.session();
  const bram = await join(server, sessionId);
  const { id, personaId } = aTouchpoint(bram);
  await bram.saved();
  const proxy = await aProxy(server, rule);
  const at = performance.now();
  const anna = await behind(server, proxy, sessionId);
  await until(() => anna.connection.way() === 'http' && anna.connection.provider.synced, 'Anna to have it by HTTP');
  return { server, sessionId, bram, anna, proxy, id, personaId, took: secondsSince(at) };
}

describe('where no web socket gets through (T23)', () => {
  it.each(['refuse', 'strip', 'cut', 'swallow'] as const)('HTTP takes over within 10 s: %s', async (rule) => {
    const { bram, anna, id, took } = await aMixedPair(rule);
    expect(took).toBeLessThan(10);
    await until(() => isSeen(bram, anna) && isSeen(anna, bram), 'presence both ways');
    anna.do('spliceMessage', { id, index: 0, remove: 0, insert: 'Anna. ' });
    await anna.saved();
    bram.do('spliceMessage', { id, index: 0, remove: 0, insert: 'Bram. ' });
    await until(() => text(anna, id) === text(bram, id) && text(bram, id).includes('Anna'), 'both texts');
    expect(text(anna, id)).toBe('Bram. Anna. ');
  });

  it('presence, undo, acks and leaving work as over a web socket', async () => {
    const { bram, anna, id } = await aMixedPair();
    await until(() => isSeen(bram, anna), 'Anna at Bram’s');
    anna.connection.awareness.setLocalState({ selected: id });
    const shown = () => bram.connection.awareness.getStates().get(anna.connection.awareness.clientID)?.selected;
    await until(() => shown() === id, 'what Anna has open');
    const { manager, beforeCommand } = createUndo(anna.doc);
    beforeCommand('editTouchpoint', id);
    anna.do('editTouchpoint', { id, changes: { title: 'Poster' } });
    await until(() => bram.journey().touchpoints.get(id)?.title === 'Poster', 'the title at Bram’s');
    manager.undo();
    await until(() => bram.journey().touchpoints.get(id)?.title === 'Brief', 'the undo at Bram’s');
    await anna.saved();
    manager.destroy();
    const at = performance.now();
    anna.close();
    await until(() => !isSeen(bram, anna), 'Anna to be gone at Bram’s');
    expect(secondsSince(at)).toBeLessThan(2);
  });

  it('a refused edit is named, and never called saved', async () => {
    const { server, sessionId, bram, proxy, id } = await aMixedPair();
    const watcher = await openClient({ ...server, origin: proxy.origin }, sessionId, {
      role: 'observer',
      believes: 'writer',
      url: `ws://127.0.0.1:${proxy.port}/sync/${sessionId}`,
    });
    await until(() => watcher.connection.provider.synced, 'the observer to have it');
    expect(watcher.connection.way()).toBe('http');
    watcher.do('editTouchpoint', { id, changes: { title: 'Gekaapt' } });
    await until(() => watcher.refusals.length > 0, 'the refusal');
    expect(watcher.refusals).toEqual(['readOnly']);
    expect(watcher.save().kind).not.toBe('saved');
    expect(bram.journey().touchpoints.get(id)?.title).toBe('Brief');
    watcher.close();
  });

  it('the page of somebody who is taken out hears why, within a second (T21)', async () => {
    const { server, sessionId, anna } = await aMixedPair();
    await server.db.prisma.member.update({ where: { id: anna.memberId }, data: { removedAt: new Date() } });
    const at = performance.now();
    server.rooms.closeMember(sessionId, anna.memberId);
    await until(() => anna.links.at(-1)?.kind === 'ended', 'the end');
    expect(secondsSince(at)).toBeLessThan(1);
    expect(anna.links.at(-1)).toEqual({ kind: 'ended', code: 4403 });
  });
});

describe('a group of which some have web sockets and others have not (T23)', () => {
  it('loses and doubles nothing, and everybody ends up with the same', async () => {
    const { server, sessionId, bram, anna, id, personaId } = await aMixedPair('cut');
    const carla = await join(server, sessionId);
    const dirk = await behind(server, await aProxy(server, 'refuse'), sessionId);
    await until(() => dirk.connection.provider.synced, 'Dirk to have it');
    const people = [anna, bram, carla, dirk];
    const random = seededRandom(SEED);
    const marks: string[] = [];
    for (let count = 0; count < 300; count += 1) {
      const who = random.below(people.length);
      const page = people[who];
      if (!page) throw new Error('nobody');
      const mark = `<${who}.${count}>`;
      marks.push(mark);
      if (random.below(4) === 0) page.do('addTouchpoint', { personaId, phase: 'tell', title: mark });
      else page.do('spliceMessage', { id, index: 0, remove: 0, insert: mark });
      // Now and then somebody waits until it is saved, so that others' edits come in between.
      if (random.below(10) === 0) await page.saved();
    }
    for (const page of people) await page.saved();
    const all = (page: SyncClient) =>
      text(page, id) + [...page.journey().touchpoints.values()].map(({ title }) => title).join('');
    for (const page of people) {
      await until(() => marks.every((mark) => all(page).includes(mark)), 'every mark everywhere');
      for (const mark of marks) expect(all(page).split(mark), mark).toHaveLength(2);
      expect(page.journey()).toEqual(bram.journey());
      expect(page.refusals).toEqual([]);
    }
    expect(people.map(({ connection }) => connection.way())).toEqual(['http', 'socket', 'socket', 'http']);
  });

  it('sees each other’s edits within two seconds, at the 95th percentile', async () => {
    const { server, sessionId, bram, anna, id } = await aMixedPair();
    const dirk = await behind(server, await aProxy(server, 'refuse'), sessionId);
    await until(() => dirk.connection.provider.synced, 'Dirk to have it');
    const people = [anna, bram, dirk];
    const delays: number[] = [];
    for (let count = 0; count < 60; count += 1) {
      const page = people[count % people.length];
      const mark = `<${count}>`;
      const at = performance.now();
      page?.do('spliceMessage', { id, index: 0, remove: 0, insert: mark });
      const others = people.filter((other) => other !== page);
      await Promise.all(
        others.map(async (other) => {
          await until(() => text(other, id).includes(mark), `${mark} at another`);
          delays.push(performance.now() - at);
        }),
      );
    }
    const sorted = delays.sort((a, b) => a - b);
    expect(sorted[Math.floor(0.95 * sorted.length)]).toBeLessThan(2_000);
  });
});

describe('a dead link over HTTP (T12, T14)', () => {
  /** Anna behind a network that can go silent, and that lets no web socket through. */
  async function behindSilence() {
    const server = await start();
    const sessionId = await server.session();
    const bram = await join(server, sessionId);
    const { id } = aTouchpoint(bram);
    await bram.saved();
    const proxy = await aProxy(server, 'refuse');
    const network = await blackHole(proxy.port);
    holes.push(network);
    const anna = await behind(
      server,
      { ...proxy, origin: `http://127.0.0.1:${network.port}`, port: network.port },
      sessionId,
    );
    await until(() => anna.connection.way() === 'http' && anna.connection.provider.synced, 'Anna to have it by HTTP');
    await until(() => isSeen(bram, anna), 'Anna at Bram’s');
    return { network, anna, bram, id };
  }

  it('says unsaved within 3 s, leaves no ghost, and comes back by itself', async () => {
    const { network, anna, bram, id } = await behindSilence();
    network.swallow();
    const at = performance.now();
    anna.do('spliceMessage', { id, index: 0, remove: 0, insert: 'nog hier' });
    await until(() => anna.save().kind === 'unsaved', 'the mark to say unsaved');
    expect(secondsSince(at)).toBeLessThan(3);
    await until(() => !isSeen(bram, anna), 'Anna’s ghost to go', 12_000);
    await until(() => anna.links.at(-1)?.kind !== 'synced', 'Anna’s page to notice', 12_000);
    expect(secondsSince(at)).toBeLessThan(11);
    network.heal();
    await until(() => text(bram, id) === 'nog hier', 'the text at Bram’s', 20_000);
    await anna.saved();
  });

  it('is found soon after wake-up, when the page asks', async () => {
    const { network, anna, bram, id } = await behindSilence();
    network.swallow();
    anna.do('spliceMessage', { id, index: 0, remove: 0, insert: 'wakker' });
    network.heal();
    const at = performance.now();
    anna.connection.check();
    await until(() => text(bram, id) === 'wakker', 'the text at Bram’s');
    expect(secondsSince(at)).toBeLessThan(5);
    await anna.saved();
    const heard = anna.connection.provider.wsLastMessageReceived;
    const links = anna.links.length;
    anna.connection.check();
    await until(() => anna.connection.provider.wsLastMessageReceived > heard, 'the answer');
    expect(anna.links.length).toBe(links);
  });
});

describe('HTTP that is unreliable itself', () => {
  it('loses and doubles nothing when answers get lost (T13)', async () => {
    const { bram, anna, proxy, id } = await aMixedPair();
    for (let round = 0; round < 8; round += 1) {
      proxy.loseAnswers(2);
      anna.do('spliceMessage', { id, index: text(anna, id).length, remove: 0, insert: `<${round}>` });
      bram.do('spliceMessage', { id, index: 0, remove: 0, insert: '.' });
      await anna.saved();
    }
    expect(proxy.lost()).toBeGreaterThan(8);
    await until(() => text(anna, id) === text(bram, id) && text(bram, id).split('.').length === 9, 'both to be equal');
    expect(text(bram, id).replaceAll('.', '')).toBe('<0><1><2><3><4><5><6><7>');
    expect(anna.links.map(({ kind }) => kind)).not.toContain('ended');
  });

  it('goes on with a server that started anew and knows no link of before (T10)', async () => {
    const { server, anna, proxy, id } = await aMixedPair();
    const { port, dir } = server;
    await server.stop();
    anna.do('spliceMessage', { id, index: 0, remove: 0, insert: 'tussendoor' });
    const again = await start({ dir, port });
    await anna.saved();
    expect(proxy.passed()).toBe(0);
    const { parts } = await again.db.journeys.load(anna.connection.provider.roomname as SessionId);
    const stored = new Y.Doc();
    for (const part of parts) Y.applyUpdate(stored, part);
    expect(messageOf(stored, id)?.toString()).toBe('tussendoor');
  });
});

describe('back to web sockets', () => {
  it('changes over when they work again, and nobody notices', async () => {
    const server = await start();
    const sessionId = await server.session();
    const bram = await join(server, sessionId);
    const { id } = aTouchpoint(bram);
    await bram.saved();
    const proxy = await aProxy(server, 'friendly');
    const anna = await behind(server, proxy, sessionId);
    await anna.synced();
    const opened = performance.now();
    await until(() => secondsSince(opened) > 10.5, 'the web socket to have proven itself', 12_000);
    proxy.setRule('refuse');
    await until(() => anna.connection.way() === 'http' && anna.connection.provider.synced, 'HTTP to take over');
    proxy.setRule('friendly');
    const seen = anna.links.length;
    const typing = setInterval(() => {
      const index = text(anna, id).length;
      anna.do('spliceMessage', { id, index, remove: 0, insert: '-' });
    }, 40);
    await until(() => anna.connection.way() === 'socket' && anna.connection.provider.synced, 'the way back', 20_000);
    clearInterval(typing);
    await anna.saved();
    expect(anna.links.slice(seen).map(({ kind }) => kind)).not.toContain('down');
    await until(() => text(bram, id) === text(anna, id), 'the texts to be equal');
    expect(text(bram, id)).toMatch(/^-+$/);
    await until(() => isSeen(bram, anna), 'Anna at Bram’s');
  });
});
