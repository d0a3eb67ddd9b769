import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A network in front of a server that can be cut, held up and slowed down. */
export type Network = {
  readonly port: number;
  /** The address with this network in it. */
  readonly through: (url: string) => string;
  /** Ends every connection and refuses new ones, as a server that is gone. */
  cut: () => void;
  /** Nothing moves, nothing breaks: what was sent arrives after `heal`. */
  hold: () => void;
  /** Everything arrives that much later (milliseconds). */
  slow: (ms: number) => void;
  heal: () => void;
  readonly close: () => Promise<void>;
};

/** Puts a network in front of the server that a URL names. */
export async function aNetwork(url: string): Promise<Network> {
  const { hostname, port: target } = new URL(url);
  let mode: 'open' | 'cut' | 'held' = 'open';
  let delay = 0;
  const sockets = new Set<Socket>();
  const pass = (from: Socket, to: Socket) => {
    sockets.add(from);
    if (mode === 'held') from.pause();
    from.on('data', (data) => {
      if (delay > 0) setTimeout(() => to.write(data), delay);
      else to.write(data);
    });
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
    from.on('error', () => from.destroy());
  };
  const server = createServer((near) => {
    if (mode === 'cut') {
      near.destroy();
      return;
    }
    const far = connect(Number(target || (url.startsWith('redis') ? 6379 : 5432)), hostname);
    pass(near, far);
    pass(far, near);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    through: (address) => {
      const changed = new URL(address);
      changed.hostname = '127.0.0.1';
      changed.port = String(port);
      return changed.href;
    },
    cut: () => {
      mode = 'cut';
      for (const socket of sockets) socket.destroy();
    },
    hold: () => {
      mode = 'held';
      for (const socket of sockets) socket.pause();
    },
    slow: (ms) => {
      delay = ms;
    },
    heal: () => {
      mode = 'open';
      delay = 0;
      for (const socket of sockets) socket.resume();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}
