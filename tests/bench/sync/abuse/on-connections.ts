import type { Arena } from './arena';

/** So many connections of one kind. */
const times = (count: number, act: () => void): void => {
  for (let done = 0; done < count; done += 1) act();
};

/** Connections that never become a conversation. */
export const CONNECTION_KINDS = [
  {
    title: 'sockets that say nothing',
    attack: (arena: Arena) => times(1_000, () => arena.member(undefined, false)),
  },
  {
    title: 'connections without a word',
    attack: (arena: Arena) => times(1_000, () => void arena.stream(() => undefined)),
  },
  {
    title: 'half a handshake',
    attack: (arena: Arena) =>
      times(500, () => void arena.stream((stream) => stream.write(arena.handshake().slice(0, 90)))),
  },
  {
    title: 'resets during the upgrade',
    attack: (arena: Arena) =>
      arena.every(5, () =>
        times(5, () => void arena.stream((stream) => stream.write(arena.handshake(), () => stream.resetAndDestroy()))),
      ),
  },
  {
    title: 'a header of 100 kB',
    attack: (arena: Arena) =>
      arena.every(10, () =>
        times(
          2,
          () => void arena.stream((stream) => stream.write(arena.handshake(`\r\nX-Long: ${'a'.repeat(100_000)}`))),
        ),
      ),
  },
  {
    title: 'sessions that do not exist',
    attack: (arena: Arena) =>
      arena.every(5, () =>
        times(3, () => {
          const path = `/sync/${Math.random().toString(36).slice(2).padEnd(22, 'x')}`;
          arena.stream((stream) => stream.write(arena.handshake('', path)));
        }),
      ),
  },
  {
    title: 'in and out, again and again',
    attack: (arena: Arena) => arena.every(10, () => void arena.member((socket) => socket.close())),
  },
  {
    title: 'all documents asked for, nothing read',
    attack: (arena: Arena) =>
      times(20, () =>
        arena.member((socket) => {
          socket.hold(true);
          arena.every(20, () => void (socket.isOpen && socket.send(arena.frame(Uint8Array.of(0, 0, 1, 0)))));
        }),
      ),
  },
] as const;
