import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import * as Y from 'yjs';
import { connect } from '@/lib/collab/connection';
import { MESSAGE, SYNC } from '@/lib/collab/protocol';
import { encodeSync } from '@/server/sync/links/messages';
import { aSeed } from '@/tests/support/collab';
import { socketClass, until } from '@/tests/support/sync-client';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

it('hands in offline work only after it has heard what the server has (T15)', async () => {
  const server = new WebSocketServer({ port: 0 });
  closing.push(() => server.close());
  const kinds: number[] = [];
  let tellAll: () => void = () => undefined;
  let isAsked = false;
  server.on('connection', (socket) => {
    socket.on('message', (frame: Buffer) => {
      if (frame[0] === MESSAGE.sync) kinds.push(frame[1] ?? -1);
    });
    socket.on('pong', () => {
      isAsked = true;
    });
    socket.send(encodeSync(SYNC.step1, Y.encodeStateVector(new Y.Doc())));
    // The answer to it comes after everything that the page says to the question.
    socket.ping();
    tellAll = () => socket.send(encodeSync(SYNC.step2, aSeed()));
  });
  const doc = new Y.Doc();
  doc.getMap('personas').set('p', 'written offline');
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/sync/s`;
  const connection = connect({
    url,
    doc,
    pending: { count: 1, updates: [] },
    WebSocketClass: socketClass('', 'http://127.0.0.1'),
  });
  closing.push(connection.destroy);
  await until(() => isAsked && kinds.includes(SYNC.step1), 'the question to be read');
  doc.getMap('personas').set('q', 'written meanwhile');
  expect(kinds).toEqual([SYNC.step1]);
  expect(connection.saveState.getState()).toMatchObject({ count: 2 });
  tellAll();
  await until(() => kinds.includes(SYNC.step2), 'the work');
  expect(kinds).toEqual([SYNC.step1, SYNC.step2]);
});
