import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/** A network between page and server that can go silent without closing anything, as Wi-Fi does. */
export type BlackHole = {
  readonly port: number;
  /** Swallows everything, both ways; new connections open and stay silent. */
  swallow: () => void;
  /** Lets new connections through again; those of before stay dead. */
  heal: () => void;
  readonly close: () => Promise<void>;
};

/** Puts a black hole in front of a port on this machine. */
export async function blackHole(target: number): Promise<BlackHole> {
  let isSwallowing = false;
  const sockets = new Set<Socket>();
  const dead = new WeakSet<Socket>();
  const pass = (from: Socket, to: Socket) => {
    sockets.add(from);
    from.on('data', (data) => {
      if (!dead.has(from)) to.write(data);
    });
    from.on('close', () => {
      sockets.delete(from);
      if (!dead.has(from)) to.destroy();
    });
    from.on('error', () => from.destroy());
  };
  const server = createServer((near) => {
    if (isSwallowing) {
      sockets.add(near);
      near.on('error', () => near.destroy());
      near.resume();
      return;
    }
    const far = connect(target, '127.0.0.1');
    pass(near, far);
    pass(far, near);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    swallow: () => {
      isSwallowing = true;
      for (const socket of sockets) dead.add(socket);
    },
    heal: () => {
      isSwallowing = false;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}
