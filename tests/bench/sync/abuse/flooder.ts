import { type Dialect, type Place, QUESTION } from '../load/dialect';
import { clientFrame, LightSocket } from '../load/light-socket';
import type { Flood } from './floods';

const TICK_MS = 5;
/** Time it may take of a tick (milliseconds): the honest people live in the same process and must not wait for it. */
const BUDGET_MS = 0.6;
/** Unsent bytes at which it waits for the server to read: always something to read, and no memory of its own at stake. */
const MOST_UNSENT = 256 * 1_024;
/** How long a connection lives that comes back by itself (milliseconds): the server has read it by then. */
const VISIT_MS = 20;

export type FlooderOptions = {
  readonly port: number;
  readonly dialect: Dialect;
  readonly place: Place;
  readonly seat: number;
  readonly flood: Flood;
};

/** One connection that sends as fast as the server reads, and opens again whenever it is hung up on. */
export class Flooder {
  /** Messages that left. */
  sent = 0;
  private readonly batches: readonly { readonly bytes: Buffer; readonly count: number }[];
  private timer: NodeJS.Timeout | undefined;
  private socket: LightSocket | undefined;
  private openedAt = 0;
  private next = 0;

  constructor(private readonly options: FlooderOptions) {
    const prefix = options.dialect.prefix(options.place);
    this.batches = options.flood.batches.map((messages) => ({
      bytes: Buffer.concat(messages.map((body) => clientFrame(Buffer.concat([prefix, body])))),
      count: messages.length,
    }));
  }

  start(): void {
    this.socket = this.open();
    this.timer = setInterval(() => this.pour(), TICK_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.socket?.close();
  }

  private open(): LightSocket {
    const { port, dialect, place, seat } = this.options;
    const hello = [...dialect.greeting(place), QUESTION];
    const prefix = dialect.prefix(place);
    const socket = new LightSocket(
      { port, path: dialect.path(place), cookie: place.cookies?.[seat], from: '10.200.0.1' },
      () => undefined,
      () => {
        this.openedAt = performance.now();
        for (const body of hello) socket.send(clientFrame(Buffer.concat([prefix, body])));
      },
    );
    return socket;
  }

  private pour(): void {
    const { socket } = this;
    if (!socket) return;
    const now = performance.now();
    const { comesBack } = this.options.flood;
    if (socket.isOpen && comesBack && now - this.openedAt > VISIT_MS) socket.close();
    if (socket.closed !== undefined) {
      this.socket = this.open();
      return;
    }
    while (socket.isOpen && socket.unsent < MOST_UNSENT && performance.now() - now < BUDGET_MS) {
      const batch = this.batches[this.next % this.batches.length];
      this.next += 1;
      this.sent += batch?.count ?? 0;
      if (batch) socket.send(batch.bytes);
    }
  }
}
