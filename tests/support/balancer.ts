import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A load balancer that knows nothing of sessions: each connection goes to the next server that takes it. */
export type Balancer = {
  readonly port: number;
  /** The ports to choose from, from now on. */
  use: (ports: readonly number[]) => void;
  readonly close: () => Promise<void>;
};

/** Starts a balancer. */
export async function aBalancer(): Promise<Balancer> {
  let targets: readonly number[] = [];
  let turn = 0;
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  };
  const attempt = (near: Socket, left: number): void => {
    turn += 1;
    const port = targets[turn % targets.length];
    if (port === undefined || left === 0) {
      near.destroy();
      return;
    }
    const far = connect(port, '127.0.0.1');
    keep(far);
    far.once('connect', () => {
      near.pipe(far);
      far.pipe(near);
      near.once('close', () => far.destroy());
      far.once('close', () => near.destroy());
    });
    far.once('error', () => {
      if (far.connecting || !far.remoteAddress) attempt(near, left - 1);
    });
  };
  const server = createServer((near) => {
    keep(near);
    attempt(near, targets.length);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    use: (ports) => {
      targets = ports;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}
