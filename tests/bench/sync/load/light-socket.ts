import { connect, type Socket } from 'node:net';

/** Opcodes of websocket frames. */
const OPCODE = { binary: 0x2, close: 0x8, ping: 0x9, pong: 0xa } as const;
/** Clients must mask; which key does not matter. */
const MASK = [0x5a, 0x3c, 0x71, 0x0f] as const;
const HANDSHAKE_END = '\r\n\r\n';

/** A client's frame, masked and ready to go out as often as needed. */
export function clientFrame(payload: Uint8Array, opcode: number = OPCODE.binary): Buffer {
  const size = payload.length < 126 ? 0 : payload.length < 65_536 ? 2 : 8;
  const frame = Buffer.allocUnsafe(6 + size + payload.length);
  frame[0] = 0x80 | opcode;
  frame[1] = 0x80 | (size === 0 ? payload.length : size === 2 ? 126 : 127);
  if (size === 2) frame.writeUInt16BE(payload.length, 2);
  if (size === 8) frame.writeBigUInt64BE(BigInt(payload.length), 2);
  frame.set(MASK, 2 + size);
  const start = 6 + size;
  for (let index = 0; index < payload.length; index += 1) {
    frame[start + index] = (payload[index] ?? 0) ^ (MASK[index & 3] ?? 0);
  }
  return frame;
}

/** What a byte at `index` of a payload becomes in the frame. */
export const masked = (byte: number, index: number): number => byte ^ (MASK[index & 3] ?? 0);

/** Where a socket goes and what it tells. */
export type Address = {
  readonly port: number;
  readonly path: string;
  readonly cookie?: string;
  /** Where it says it comes from; ours counts sockets per address. */
  readonly from?: string;
};

// One buffer for all sockets: what was read is used up before anything else is read.
const shared = Buffer.allocUnsafe(1 << 20);

/**
 * A websocket client that does little more than find the frames: with the `ws` package the load generator would cost more than
 * the servers that it measures.
 */
export class LightSocket {
  isOpen = false;
  /** The close code, once there is one; 0 when the connection broke. */
  closed: number | undefined;
  private readonly stream: Socket;
  private rest: Buffer | null = null;

  constructor(
    address: Address,
    private readonly onFrame: (payload: Buffer) => void,
    private readonly onOpen: () => void,
    private readonly onClose: (code: number) => void = () => undefined,
  ) {
    const { port } = address;
    const callback = (size: number): boolean => {
      this.read(shared.subarray(0, size));
      return true;
    };
    this.stream = connect({ host: '127.0.0.1', port, noDelay: true, onread: { buffer: shared, callback } });
    this.stream.on('error', () => undefined);
    this.stream.on('close', () => this.end(0));
    this.stream.write(handshake(address));
  }

  /** Sends a frame that `clientFrame` made. */
  send(frame: Buffer): void {
    this.stream.write(frame);
  }

  /** Bytes that wait for the other side to read them. */
  get unsent(): number {
    return this.stream.writableLength;
  }

  /** Stops or goes on reading. */
  hold(isHeld: boolean): void {
    if (isHeld) this.stream.pause();
    else this.stream.resume();
  }

  /** Hangs up. */
  close(): void {
    this.stream.destroy();
  }

  private end(code: number): void {
    if (this.closed !== undefined) return;
    this.closed = code;
    this.isOpen = false;
    this.onClose(code);
  }

  private read(chunk: Buffer): void {
    let data = this.rest ? Buffer.concat([this.rest, chunk]) : chunk;
    this.rest = null;
    if (!this.isOpen) {
      const end = data.indexOf(HANDSHAKE_END);
      const isWelcome = data.subarray(0, 12).toString('latin1').endsWith('101');
      if (end < 0) this.keep(data);
      else if (!isWelcome) this.close();
      if (end < 0 || !isWelcome) return;
      this.isOpen = true;
      this.onOpen();
      data = data.subarray(end + HANDSHAKE_END.length);
    }
    this.frames(data);
  }

  private keep(data: Buffer): void {
    if (data.length > 0) this.rest = Buffer.from(data);
  }

  private frames(data: Buffer): void {
    let at = 0;
    while (data.length - at >= 2) {
      let size = (data[at + 1] ?? 0) & 0x7f;
      let start = at + 2;
      if (size === 126) {
        if (data.length < at + 4) break;
        size = data.readUInt16BE(start);
        start += 2;
      } else if (size === 127) {
        if (data.length < at + 10) break;
        size = Number(data.readBigUInt64BE(start));
        start += 8;
      }
      if (data.length < start + size) break;
      this.take((data[at] ?? 0) & 0xf, data.subarray(start, start + size));
      at = start + size;
    }
    this.keep(data.subarray(at));
  }

  private take(opcode: number, payload: Buffer): void {
    if (opcode === OPCODE.binary) this.onFrame(payload);
    else if (opcode === OPCODE.ping) this.send(clientFrame(payload, OPCODE.pong));
    else if (opcode === OPCODE.close) {
      this.end(payload.length >= 2 ? payload.readUInt16BE(0) : 1005);
      this.stream.end(clientFrame(payload.subarray(0, 2), OPCODE.close));
    }
  }
}

/** The words that ask for a websocket. */
export function handshake({ port, path, cookie, from }: Address): string {
  const host = `localhost:${port}`;
  return [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: cmVpc2dlemVsLWJlbmNobQ==',
    `Origin: http://${host}`,
    ...(cookie ? [`Cookie: ${cookie}`] : []),
    ...(from ? [`X-Forwarded-For: ${from}`] : []),
    HANDSHAKE_END,
  ]
    .join('\r\n')
    .replace(/(\r\n){3}$/, HANDSHAKE_END);
}
