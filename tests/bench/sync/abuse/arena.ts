import { connect, type Socket } from 'node:net';
import { lasting } from '../load/crowd';
import { type Dialect, type Place, QUESTION } from '../load/dialect';
import { clientFrame, handshake, LightSocket } from '../load/light-socket';
import type { Script } from '../load/script';

/** Where attackers go: a session of which they are members, like the honest pair in it. */
export type ArenaOptions = {
  readonly port: number;
  readonly dialect: Dialect;
  readonly place: Place;
  readonly scripts: readonly Script[];
  readonly seed: Uint8Array;
  /** How long the attack lasts (milliseconds). */
  readonly ms: number;
};

/** The first seats are for the honest pair. */
const FIRST_SEAT = 2;
const SEATS = 8;
/** An attacker has a handful of machines. */
const ADDRESSES = 16;
/** Unsent bytes at which an attacker waits for the server: it must not run out of memory itself. */
const MOST_UNSENT = 8 * 1_024 * 1_024;
const TICK_MS = 5;
/** Time an attacker may take of a tick (milliseconds): the honest pair must not wait for the attackers themselves. */
const BUDGET_MS = 0.6;

/** The tools of attackers. Everything they open is closed by `leave`. */
export class Arena {
  private readonly sockets: LightSocket[] = [];
  private readonly streams: Socket[] = [];
  private readonly timers: NodeJS.Timeout[] = [];
  private opened = 0;

  constructor(readonly options: ArenaOptions) {}

  get seed(): Uint8Array {
    return this.options.seed;
  }

  /** A member's socket that has asked for the document. */
  member(onOpen: (socket: LightSocket) => void = () => undefined, asks = true): LightSocket {
    const { port, dialect, place } = this.options;
    const seat = FIRST_SEAT + (this.opened % (SEATS - FIRST_SEAT));
    this.opened += 1;
    const socket = new LightSocket(
      { port, path: dialect.path(place), cookie: place.cookies?.[seat], from: this.address() },
      () => undefined,
      () => {
        for (const greeting of dialect.greeting(place)) socket.send(this.frame(greeting));
        if (asks) socket.send(this.frame(QUESTION));
        onOpen(socket);
      },
    );
    this.sockets.push(socket);
    return socket;
  }

  /** A plain connection; `begin` writes to it. */
  stream(begin: (stream: Socket) => void): Socket {
    const stream = connect({ host: '127.0.0.1', port: this.options.port });
    stream.on('error', () => undefined);
    stream.once('connect', () => begin(stream));
    stream.resume();
    this.streams.push(stream);
    return stream;
  }

  /** The words of a member's handshake, with other headers added. */
  handshake(extra = '', path = this.options.dialect.path(this.options.place)): string {
    const { port, place } = this.options;
    return handshake({ port, path, cookie: place.cookies?.[FIRST_SEAT], from: this.address() }).replace(
      '\r\n\r\n',
      `${extra}\r\n\r\n`,
    );
  }

  /** A message as this server wants it, in a frame. */
  frame(body: Uint8Array): Buffer {
    const prefix = this.options.dialect.prefix(this.options.place);
    return clientFrame(prefix.length > 0 ? Buffer.concat([prefix, body]) : body);
  }

  /** Members who each send something many times, as fast as the server takes it, up to `most` a tick. */
  flood(make: (count: number, attacker: number) => Uint8Array, most = 40, members = 4): void {
    for (let attacker = 0; attacker < members; attacker += 1) {
      let count = 0;
      const start = (socket: LightSocket) =>
        this.every(TICK_MS, () => {
          const until = performance.now() + BUDGET_MS;
          for (let sent = 0; sent < most && socket.isOpen && socket.unsent < MOST_UNSENT; sent += 1) {
            if (performance.now() > until) break;
            socket.send(make(count, attacker) as Buffer);
            count += 1;
          }
        });
      this.member(start);
    }
  }

  /** Does something again and again until the end. */
  every(ms: number, act: () => void): void {
    this.timers.push(setInterval(act, ms));
  }

  /** Lets the attack go on, and ends it. */
  async last(): Promise<void> {
    await lasting(this.options.ms);
    this.leave();
  }

  private leave(): void {
    for (const timer of this.timers) clearInterval(timer);
    for (const socket of this.sockets) socket.close();
    for (const stream of this.streams) stream.destroy();
  }

  private address(): string {
    return `10.200.0.${this.opened % ADDRESSES}`;
  }
}
