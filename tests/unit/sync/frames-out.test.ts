import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { MESSAGE, SYNC } from '@/lib/collab/protocol';
import { sizeOfVarUint, writeVarUint } from '@/server/sync/links/bytes';
import { encodeSync } from '@/server/sync/links/messages';
import { inOnePiece } from '@/server/sync/links/web-socket-frames';
import { encodeEntry, inOneFrame } from '@/server/sync/room/presence-frames';
import { until } from '@/tests/support/sync-client';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const NUMBERS = [0, 1, 127, 128, 16_383, 16_384, 2 ** 31, 2 ** 32 + 5, 2 ** 41 + 3, Number.MAX_SAFE_INTEGER];

describe('what goes out', () => {
  it.each(NUMBERS)('the number %d is written as lib0 writes it', (value) => {
    const wanted = encoding.encode((encoder) => encoding.writeVarUint(encoder, value));
    const target = new Uint8Array(sizeOfVarUint(value));
    expect(writeVarUint(target, 0, value)).toBe(wanted.length);
    expect([...target]).toEqual([...wanted]);
  });

  it.each([0, 1, 127, 128, 70_000])('a sync frame of %d bytes is what y-protocols writes', (length) => {
    const payload = new Uint8Array(length).fill(7);
    const wanted = encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, MESSAGE.sync);
      encoding.writeVarUint(encoder, SYNC.update);
      encoding.writeVarUint8Array(encoder, payload);
    });
    expect(Buffer.from(encodeSync(SYNC.update, payload)).equals(wanted)).toBe(true);
  });

  it('presence of several reads as one awareness frame, with one left out', () => {
    const shown = (client: number) => ({ said: '{"é"', by: `:${client}}` });
    const entries = new Map([1, 2 ** 31, 3].map((client) => [client, encodeEntry(client, 2 ** 41, shown(client))]));
    const decoder = decoding.createDecoder(inOneFrame(entries, entries.get(3)));
    expect(decoding.readVarUint(decoder)).toBe(MESSAGE.awareness);
    const inner = decoding.createDecoder(decoding.readVarUint8Array(decoder));
    expect(decoding.hasContent(decoder)).toBe(false);
    const read = Array.from({ length: decoding.readVarUint(inner) }, () => [
      decoding.readVarUint(inner),
      decoding.readVarUint(inner),
      decoding.readVarString(inner),
    ]);
    expect(read).toEqual([
      [1, 2 ** 41, '{"é":1}'],
      [2 ** 31, 2 ** 41, `{"é":${2 ** 31}}`],
    ]);
    expect(decoding.hasContent(inner)).toBe(false);
  });

  it('messages of every size arrive whole over a real web socket, all in one piece', async () => {
    const sizes = [0, 1, 125, 126, 65_535, 65_536, 1_000_000];
    const messages = sizes.map((size) => Uint8Array.from({ length: size }, (_, index) => (index * 7 + size) & 255));
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    closers.push(() => server.close());
    server.on('connection', (_socket, { socket }) => void socket.write(inOnePiece(messages)));
    await until(() => server.address() !== null, 'the server');
    const { port } = server.address() as { port: number };
    const client = new WebSocket(`ws://127.0.0.1:${port}`);
    closers.push(() => client.terminate());
    const got: Buffer[] = [];
    client.on('message', (data) => got.push(data as Buffer));
    await until(() => got.length === sizes.length, 'all messages');
    expect(got.map((data, index) => data.equals(messages[index] ?? data.subarray(1)))).toEqual(sizes.map(() => true));
  });
});
