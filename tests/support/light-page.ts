import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import { messageYjsSyncStep2, readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync';
import type * as Y from 'yjs';
import { reconnectPause } from '@/lib/collab/connection';
import { newDocument } from '@/lib/collab/document';
import { carriesEdits, MESSAGE, SCHEMA_PARAM } from '@/lib/collab/protocol';
import { SCHEMA_VERSION } from '@/lib/journey/meta';

export type LightPageOptions = {
  /** `ws://host/sync/<sessionId>` */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** From 0 up to 1. */
  readonly random: () => number;
};

/**
 * A document and a socket that comes back as a real page's does, and nothing more: for crowds, which would be the larger part of
 * the work if they were real pages.
 */
export class LightPage {
  readonly doc: Y.Doc = newDocument();
  /** Statuses of handshakes that were refused, and codes that the server closed with. */
  readonly sentAway: number[] = [];
  isSynced = false;
  private socket: WebSocket | undefined;
  private timer: NodeJS.Timeout | undefined;
  private attempt = 0;
  /** Frames with edits over this connection, and how many of them are on the server's disk. */
  private sent = 0;
  private stored = 0;

  constructor(private readonly options: LightPageOptions) {
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.send((encoder) => writeUpdate(encoder, update));
    });
    this.connect();
  }

  /** Whether the server has everything, and this page what was there when it came. */
  get isSaved(): boolean {
    return this.isSynced && this.sent > 0 && this.stored === this.sent;
  }

  close(): void {
    clearTimeout(this.timer);
    this.socket?.removeAllListeners('close');
    this.socket?.terminate();
    this.doc.destroy();
  }

  private connect(): void {
    const { url, headers } = this.options;
    const socket = new WebSocket(`${url}?${SCHEMA_PARAM}=${SCHEMA_VERSION}`, { headers });
    this.socket = socket;
    socket.on('open', () => {
      this.attempt = 0;
      this.send((encoder) => writeSyncStep1(encoder, this.doc));
    });
    socket.on('message', (data) => this.read(new Uint8Array(data as Buffer)));
    socket.on('unexpected-response', (_request, { statusCode = 0 }) => {
      this.sentAway.push(statusCode);
      socket.terminate();
    });
    socket.on('error', () => undefined);
    socket.on('close', (code) => this.comeBack(code));
  }

  private comeBack(code: number): void {
    // Below that it was the network, or the end of the server.
    if (code >= 4_400) this.sentAway.push(code);
    this.isSynced = false;
    this.sent = 0;
    this.stored = 0;
    this.attempt += 1;
    this.timer = setTimeout(() => this.connect(), reconnectPause(this.attempt, this.options.random()));
  }

  private send(write: (encoder: encoding.Encoder) => void): void {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MESSAGE.sync);
    write(encoder);
    const frame = encoding.toUint8Array(encoder);
    if (frame.length === 1) return;
    if (carriesEdits(frame)) this.sent += 1;
    this.socket.send(frame);
  }

  private read(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame);
    const type = decoding.readVarUint(decoder);
    if (type === MESSAGE.saved) this.stored = decoding.readVarUint(decoder);
    if (type !== MESSAGE.sync) return;
    this.send((answer) => {
      if (readSyncMessage(decoder, answer, this.doc, this) === messageYjsSyncStep2) this.isSynced = true;
    });
  }
}
