import type { Link, LinkEvents } from '@/server/sync/links/link';
import type { SimTime } from './sim-time';
import { type Route, Wire } from './wire';

/** What travels to the server and to the page. */
type Up = { readonly frame: Uint8Array } | { readonly sign: 'pong' | 'close' };
type Down = { readonly frame: Uint8Array } | { readonly sign: 'open' | 'ping' } | { readonly close: number };

/** What the page's end of a connection reports. */
export type PageEnd = {
  readonly onOpen: () => void;
  readonly onFrame: (frame: Uint8Array) => void;
  readonly onClose: (code: number) => void;
};

/** Looks at everything that passes, in the moment in which the server gets it or gives it out. */
export type Watch = {
  readonly received: (frame: Uint8Array) => void;
  readonly sent: (frame: Uint8Array) => void;
};

type Surroundings = { readonly route: Route; readonly delay: () => number; readonly isAlive: () => boolean };

/** A server that was told to close waits this long for the other side (milliseconds), as with real sockets. */
const CLOSING_MS = 1_000;
/** Code of an end that nobody announced. */
const ABNORMAL = 1006;

/** One connection between one page and one process, after the upgrade. */
export class SimConnection {
  readonly link: Link;
  private readonly route: Route;
  private readonly up: Wire<Up>;
  private readonly down: Wire<Down>;
  private events: LinkEvents | undefined;
  private isServerDone = false;
  private isPageDone = false;
  private isClosing = false;

  constructor(
    private readonly time: SimTime,
    private readonly page: PageEnd,
    private readonly watch: Watch,
    { route, delay, isAlive }: Surroundings,
  ) {
    this.route = route;
    this.up = new Wire(
      time,
      delay,
      () => route.upBlocked,
      (parcel) => isAlive() && this.atServer(parcel),
    );
    this.down = new Wire(
      time,
      delay,
      () => route.downBlocked,
      (parcel) => this.atPage(parcel),
    );
    this.link = this.makeLink();
    this.down.send({ sign: 'open' });
  }

  /** Whether anybody still holds on to it. */
  get isOver(): boolean {
    return this.isServerDone && this.isPageDone;
  }

  /** The page sends a frame. */
  sendUp(frame: Uint8Array): void {
    this.up.send({ frame: Uint8Array.from(frame) });
  }

  /** The page closes in an orderly way. */
  closeFromPage(): void {
    if (this.isPageDone) return;
    this.isPageDone = true;
    this.down.cut();
    this.up.send({ sign: 'close' });
  }

  /** The connection breaks: what is on its way is lost, and each side may hear of it or not. */
  reset(hears: { readonly page: boolean; readonly server: boolean }): void {
    this.up.cut();
    this.down.cut();
    if (hears.page && !this.route.downBlocked) this.time.after(1, () => this.endPage(ABNORMAL));
    if (hears.server && !this.route.upBlocked) this.time.after(1, () => this.endServer());
  }

  /** The way is free again. */
  resume(): void {
    this.up.resume();
    this.down.resume();
  }

  private makeLink(): Link {
    return {
      kind: 'socket',
      listen: (events) => {
        this.events = events;
      },
      send: (frames) => {
        if (this.isClosing || this.isServerDone) return;
        for (const frame of frames) {
          this.watch.sent(frame);
          this.down.send({ frame: Uint8Array.from(frame) });
        }
      },
      unread: () => this.down.waiting().reduce((sum, one) => sum + ('frame' in one ? one.frame.length : 0), 0),
      close: (code) => {
        if (this.isClosing || this.isServerDone) return;
        this.isClosing = true;
        this.up.isPaused = false;
        this.up.resume();
        this.down.send({ close: code });
        this.time.after(CLOSING_MS, () => this.terminate());
      },
      terminate: () => this.terminate(),
      ping: () => this.down.send({ sign: 'ping' }),
      pause: () => {
        this.up.isPaused = true;
      },
      resume: () => {
        this.up.isPaused = false;
        this.up.resume();
      },
    };
  }

  private terminate(): void {
    if (this.isServerDone) return;
    this.reset({ page: true, server: false });
    this.time.after(1, () => this.endServer());
  }

  private atServer(parcel: Up): void {
    if (this.isServerDone) return;
    if ('frame' in parcel) {
      if (!this.isClosing) this.watch.received(parcel.frame);
      this.events?.onFrame(parcel.frame);
    } else if (parcel.sign === 'pong') this.events?.onAlive();
    else this.endServer();
  }

  private atPage(parcel: Down): void {
    if (this.isPageDone) return;
    if ('frame' in parcel) this.page.onFrame(parcel.frame);
    else if ('close' in parcel) {
      this.up.send({ sign: 'close' });
      this.endPage(parcel.close);
    } else if (parcel.sign === 'ping') this.up.send({ sign: 'pong' });
    else this.page.onOpen();
  }

  private endServer(): void {
    if (this.isServerDone) return;
    this.isServerDone = true;
    this.down.cut();
    this.events?.onEnd();
  }

  private endPage(code: number): void {
    if (this.isPageDone) return;
    this.isPageDone = true;
    this.page.onClose(code);
  }
}
