/** A whole message of bytes, in one frame (RFC 6455). */
const WHOLE_BINARY = 0x82;
/** Up to here the length fits in the second byte; longer ones take two or eight more. */
const SHORT = 125;
const MEDIUM = 65_535;

function headerSize(length: number): number {
  if (length <= SHORT) return 2;
  return length <= MEDIUM ? 4 : 10;
}

function writeHeader(target: Buffer, at: number, length: number): number {
  target[at] = WHOLE_BINARY;
  if (length <= SHORT) {
    target[at + 1] = length;
    return at + 2;
  }
  if (length <= MEDIUM) {
    target[at + 1] = 126;
    return target.writeUInt16BE(length, at + 2);
  }
  target[at + 1] = 127;
  return target.writeBigUInt64BE(BigInt(length), at + 2);
}

/** Messages as a server sends them over a web socket without extensions, one after the other in one piece of memory. */
export function inOnePiece(messages: readonly Uint8Array[]): Buffer {
  let size = 0;
  for (const { length } of messages) size += headerSize(length) + length;
  const target = Buffer.allocUnsafe(size);
  let at = 0;
  for (const message of messages) {
    at = writeHeader(target, at, message.length);
    target.set(message, at);
    at += message.length;
  }
  return target;
}
