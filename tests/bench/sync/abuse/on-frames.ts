import { clientFrame } from '../load/light-socket';
import type { Arena } from './arena';

const MEGABYTE = 1_024 * 1_024;

/** The head of a frame that says it is that long. */
function headOf(length: number, first = 0x82): Buffer {
  const head = Buffer.alloc(14);
  head[0] = first;
  head[1] = 0xff;
  head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}

/** Bytes sent right after the handshake, on a number of connections, again and again. */
const afterwards =
  (make: (arena: Arena) => Buffer, connections = 4) =>
  (arena: Arena): void => {
    for (let count = 0; count < connections; count += 1) {
      arena.member((socket) =>
        arena.every(20, () => {
          if (socket.isOpen && socket.unsent < 4 * MEGABYTE) socket.send(make(arena));
        }),
      );
    }
  };

/** One message of that many bytes, sent in pieces. */
const large = (megabytes: number) => (arena: Arena) => {
  arena.member((socket) => {
    socket.send(headOf(megabytes * MEGABYTE));
    const piece = Buffer.alloc(MEGABYTE / 2);
    let left = megabytes * 2;
    arena.every(5, () => {
      while (left > 0 && socket.isOpen && socket.unsent < 8 * MEGABYTE) {
        socket.send(piece);
        left -= 1;
      }
    });
  });
};

/** Frames that break the rules of websockets, or test their limits. */
export const FRAME_KINDS = [
  { title: 'a message of 20 MB', attack: large(20) },
  { title: 'a message of 100 MB', attack: large(100) },
  { title: 'a message that says it is 2^53 bytes', attack: afterwards(() => headOf(Number.MAX_SAFE_INTEGER)) },
  { title: 'frames without a mask', attack: afterwards(() => Buffer.from([0x82, 0x02, 0x00, 0x00])) },
  { title: 'reserved bits', attack: afterwards(() => clientFrame(Uint8Array.of(0, 0), 0x72)) },
  {
    title: 'a message in pieces without end',
    attack: (arena: Arena) =>
      arena.member((socket) => {
        const first = clientFrame(new Uint8Array(1_000));
        first[0] = 0x02;
        const next = Buffer.from(first);
        next[0] = 0x00;
        socket.send(first);
        arena.every(5, () => {
          for (let count = 0; count < 50 && socket.isOpen && socket.unsent < MEGABYTE; count += 1) socket.send(next);
        });
      }),
  },
  {
    title: 'pings, hundreds at a time',
    attack: (arena: Arena) => arena.flood(() => clientFrame(new Uint8Array(100), 0x9), 100),
  },
  { title: 'a ping that is too long', attack: afterwards(() => clientFrame(new Uint8Array(200), 0x9)) },
  { title: 'a close with a code that is none', attack: afterwards(() => clientFrame(Uint8Array.of(0, 1), 0x8)) },
  {
    title: 'text in place of bytes',
    attack: (arena: Arena) => arena.flood(() => clientFrame(Buffer.from('{"a":1}'), 0x1)),
  },
  {
    title: 'frames cut off in the middle',
    attack: (arena: Arena) =>
      arena.every(10, () => {
        arena.member((socket) => {
          socket.send(arena.frame(new Uint8Array(300)).subarray(0, 100));
          setImmediate(() => socket.close());
        });
      }),
  },
  {
    title: 'one byte at a time',
    attack: (arena: Arena) => {
      for (let count = 0; count < 100; count += 1) {
        arena.member((socket) => {
          const frame = arena.frame(new Uint8Array(2_000));
          let at = 0;
          arena.every(10, () => {
            if (at < frame.length && socket.isOpen) socket.send(frame.subarray(at, at + 1));
            at += 1;
          });
        });
      }
    },
  },
] as const;
