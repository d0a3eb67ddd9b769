import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { until } from './sync-client';
import type { SyncServer } from './sync-server';

/** A web socket made of bytes, for what no library would send, and for not reading at all. */
export type BareSocket = {
  readonly socket: Socket;
  /** What the server answered to the handshake. */
  readonly head: string;
  /** What came after it. */
  readonly received: () => Buffer;
  /** Sends a binary frame, masked as clients must. */
  readonly send: (payload: Uint8Array) => void;
  readonly isOver: () => boolean;
};

/** The start of a frame that says how long it will be: final, binary unless told otherwise, masked with zeros. */
export function frameHead(length: number, firstByte = 0x82): Buffer {
  const head = Buffer.alloc(14);
  head[0] = firstByte;
  head[1] = 0x80 | 127;
  head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}

/** Close code in the last frame that came in, if that is a close frame. */
export const closeCodeOf = (bytes: Buffer): number | null =>
  bytes.length >= 4 && bytes.at(-4) === 0x88 && bytes.at(-3) === 2 ? bytes.readUInt16BE(bytes.length - 2) : null;

/** Opens one as a member, with more headers if wanted. */
export async function bareSocket(
  server: SyncServer,
  sessionId: string,
  memberId: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<BareSocket> {
  const socket = connect(server.port, '127.0.0.1');
  let bytes = Buffer.alloc(0);
  let isOver = false;
  socket.on('data', (data) => {
    bytes = Buffer.concat([bytes, data]);
  });
  socket.on('close', () => {
    isOver = true;
  });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const all = {
    host: `127.0.0.1:${server.port}`,
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'MDEyMzQ1Njc4OWFiY2RlZg==',
    origin: server.origin,
    cookie: `member=${memberId}`,
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  const { pathname, search } = new URL(server.rawUrl(sessionId));
  socket.write([`GET ${pathname}${search} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
  await until(() => bytes.includes('\r\n\r\n') || isOver, 'the answer to the handshake');
  const end = bytes.indexOf('\r\n\r\n') + 4;
  const head = bytes.subarray(0, end).toString();
  return {
    socket,
    head,
    received: () => bytes.subarray(end),
    send: (payload) => void socket.write(Buffer.concat([frameHead(payload.length), payload])),
    isOver: () => isOver,
  };
}
