import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { SocketClass } from '@/lib/collab/counting-socket';
import type { SeededRandom } from '@/tests/support/random';
import { type PageEnd, SimConnection, type Watch } from './connection';
import type { SimTime } from './sim-time';
import type { Trace } from './trace';
import type { Route } from './wire';

/** A server process, as the network sees it. */
export type Host = {
  readonly isAlive: () => boolean;
  readonly upgrade: (request: IncomingMessage, stream: Duplex, head: Buffer) => void;
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
};

/** Whoever opens sockets: where they are, and who they say they are. */
export type Caller = {
  readonly name: string;
  readonly memberId: string;
  readonly route: Route;
  /** Schema version that this page says it has, in place of its own. */
  readonly schema?: number;
};

/** What the checks want to know of a connection. */
export type Observe = (caller: Caller, host: Host) => Watch;

/** The origin of the simulated site. */
export const ORIGIN = 'http://reisgezel.test';

/** Attempts to connect, and connections that were made. */
type Attempt = { readonly caller: Caller; readonly host: Host; abort: () => void; connection?: SimConnection };

/** A stand-in for the TCP stream below an upgrade: it can be gone, and it can be refused on. */
type Stream = {
  destroyed: boolean;
  readonly on: () => void;
  readonly once: () => void;
  readonly end: () => void;
  readonly destroy: () => void;
};

/** Requests on their way to a handshake, with the page that waits for it. */
type Upgrade = { readonly attempt: Attempt; readonly page: PageEnd; readonly stream: Stream };

/** The network between all pages and all processes. */
export class Network {
  private readonly attempts = new Set<Attempt>();
  private readonly upgrades = new WeakMap<IncomingMessage, Upgrade>();

  constructor(
    private readonly time: SimTime,
    private readonly random: SeededRandom,
    private readonly trace: Trace,
    private readonly observe: Observe,
    /** Which process the load balancer picks; none answers when there is none. */
    private readonly pickHost: () => Host | undefined,
  ) {}

  /** Milliseconds that something of this caller is on its way. */
  delayOf({ delay: [least, most] }: Route): number {
    return least + this.random.below(most - least + 1);
  }

  /** The process that the load balancer picks this time. */
  pick(): Host | undefined {
    return this.pickHost();
  }

  /** Looks at everything that passes over one connection, and writes it in the trace. */
  watch(caller: Caller, host: Host): Watch {
    const watch = this.observe(caller, host);
    return {
      received: (frame) => {
        this.trace.note(`${caller.name} →`, frame);
        watch.received(frame);
      },
      sent: (frame) => {
        this.trace.note(`${caller.name} ←`, frame);
        watch.sent(frame);
      },
    };
  }

  /** The handshake that processes are built with. */
  readonly handshake = (request: IncomingMessage) => {
    const upgrade = this.upgrades.get(request);
    if (!upgrade || upgrade.stream.destroyed) return null;
    const { attempt, page } = upgrade;
    const { caller, host } = attempt;
    attempt.connection = new SimConnection(this.time, page, this.watch(caller, host), {
      route: caller.route,
      delay: () => this.delayOf(caller.route),
      isAlive: host.isAlive,
    });
    return attempt.connection.link;
  };

  /** Tries to connect. @returns the way to send and to give up */
  open(caller: Caller, url: URL, page: PageEnd): { send: (frame: Uint8Array) => void; close: () => void } {
    const host = this.pickHost();
    let isGivenUp = false;
    const attempt: Attempt = { caller, host: host ?? nowhere, abort: () => undefined };
    const ending: PageEnd = {
      ...page,
      onClose: (code) => {
        this.attempts.delete(attempt);
        this.trace.note(`${caller.name} closed ${code}`);
        if (!isGivenUp) page.onClose(code);
      },
    };
    this.attempts.add(attempt);
    const fail = () => this.time.after(this.delayOf(caller.route), () => ending.onClose(1006));
    if (!host) fail();
    else this.time.after(this.delayOf(caller.route), () => this.knock(attempt, url, ending, fail));
    return {
      send: (frame) => attempt.connection?.sendUp(frame),
      close: () => {
        isGivenUp = true;
        if (attempt.connection) return attempt.connection.closeFromPage();
        attempt.abort();
        this.attempts.delete(attempt);
      },
    };
  }

  /** Breaks the connections of a caller, or of a process that died; an upgrade that is under way as well. */
  reset(isMeant: (caller: Caller, host: Host) => boolean, hears: { page: boolean; server: boolean }): void {
    for (const attempt of [...this.attempts]) {
      if (!isMeant(attempt.caller, attempt.host)) continue;
      if (attempt.connection) attempt.connection.reset(hears);
      else attempt.abort();
    }
  }

  /** Lets everything that was held up go on. */
  resume(): void {
    for (const attempt of [...this.attempts]) {
      attempt.connection?.resume();
      if (attempt.connection?.isOver) this.attempts.delete(attempt);
    }
  }

  private knock(attempt: Attempt, url: URL, page: PageEnd, fail: () => void): void {
    const { caller, host } = attempt;
    // A blocked way swallows the question; the page gives up by itself.
    if (caller.route.upBlocked) return;
    if (!host.isAlive()) return void fail();
    const stream: Stream = {
      destroyed: false,
      on: () => undefined,
      once: () => undefined,
      end: () => fail(),
      destroy: () => {
        if (stream.destroyed) return;
        stream.destroyed = true;
        fail();
      },
    };
    attempt.abort = () => stream.destroy();
    const headers = { origin: ORIGIN, cookie: `member=${caller.memberId}` };
    const request = { url: `${url.pathname}${url.search}`, headers } as IncomingMessage;
    this.upgrades.set(request, { attempt, page, stream });
    this.trace.note(`${caller.name} knocks`);
    host.upgrade(request, stream as unknown as Duplex, Buffer.alloc(0));
  }
}

const nowhere: Host = { isAlive: () => false, upgrade: () => undefined, answer: () => undefined };

/** Sockets as a page of this caller opens them. */
export function socketClass(network: Network, caller: Caller): SocketClass {
  class SimSocket {
    static readonly OPEN = 1;
    readonly OPEN = 1;
    readyState = 0;
    binaryType = 'arraybuffer';
    onopen: (() => void) | null = null;
    onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
    onclose: ((event: { code: number; reason: string }) => void) | null = null;
    onerror: ((event: unknown) => void) | null = null;
    private readonly way: ReturnType<Network['open']>;

    constructor(address: string | URL) {
      const url = new URL(address);
      if (caller.schema !== undefined) url.searchParams.set('schema', String(caller.schema));
      this.way = network.open(caller, url, {
        onOpen: () => {
          this.readyState = 1;
          this.onopen?.();
        },
        onFrame: (frame) => this.onmessage?.({ data: frame.buffer as ArrayBuffer }),
        onClose: (code) => {
          this.readyState = 3;
          this.onclose?.({ code, reason: '' });
        },
      });
    }

    send(frame: Uint8Array): void {
      if (this.readyState === 1) this.way.send(frame);
    }

    close(): void {
      if (this.readyState > 1) return;
      this.readyState = 2;
      this.way.close();
    }
  }
  return SimSocket as unknown as SocketClass;
}
