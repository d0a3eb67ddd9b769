import * as decoding from 'lib0/decoding';
import { WebSocket } from 'ws';
import { MESSAGE, SYNC } from '@/lib/collab/protocol';
import { until } from './sync-client';
import type { SyncServer } from './sync-server';

/** A socket without a provider, for what no honest page sends. */
export type RawSocket = {
  readonly socket: WebSocket;
  /** Every frame that came in. */
  readonly frames: readonly Uint8Array[];
  readonly send: (...bytes: readonly (number | Uint8Array)[]) => void;
  /** The close code, once closed. */
  readonly closed: () => number | undefined;
  readonly untilClosed: () => Promise<number>;
  /** The highest acknowledged frame. */
  readonly acknowledged: () => number;
  readonly refusals: () => readonly string[];
};

const typeOf = (frame: Uint8Array): number => decoding.readVarUint(decoding.createDecoder(frame));

/** Opens a raw socket as a member; resolves when it is welcomed, or when it is closed at once. */
export async function rawSocket(server: SyncServer, sessionId: string, memberId: string): Promise<RawSocket> {
  const headers = { cookie: `member=${memberId}`, origin: server.origin };
  const socket = new WebSocket(server.rawUrl(sessionId), { headers });
  const frames: Uint8Array[] = [];
  let code: number | undefined;
  socket.on('message', (data) => frames.push(new Uint8Array(data as Buffer)));
  socket.on('close', (reason) => {
    code = reason;
  });
  socket.on('error', () => undefined);
  await until(() => frames.length > 0 || code !== undefined, 'a welcome or an end');
  const bodies = (type: number) =>
    frames.filter((frame) => typeOf(frame) === type).map((frame) => decoding.createDecoder(frame));
  return {
    socket,
    frames,
    send: (...bytes) =>
      socket.send(
        Buffer.concat(bytes.map((part) => (typeof part === 'number' ? [part] : part)).map((part) => Buffer.from(part))),
      ),
    closed: () => code,
    untilClosed: async () => {
      await until(() => code !== undefined, 'the socket to be closed');
      return code ?? 0;
    },
    acknowledged: () =>
      bodies(MESSAGE.saved).reduce((highest, decoder) => {
        decoding.readVarUint(decoder);
        return Math.max(highest, decoding.readVarUint(decoder));
      }, 0),
    refusals: () =>
      bodies(MESSAGE.refused).map((decoder) => {
        decoding.readVarUint(decoder);
        return JSON.parse(decoding.readVarString(decoder)).reason;
      }),
  };
}

/** How many updates this socket was sent by others. */
export const relayedTo = (raw: RawSocket): number =>
  raw.frames.filter((frame) => frame[0] === MESSAGE.sync && frame[1] === SYNC.update).length;
