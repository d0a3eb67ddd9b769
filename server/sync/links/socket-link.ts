import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Clock } from '../clock';
import { type Link, type LinkEvents, OFFENCES } from './link';
import { inOnePiece } from './web-socket-frames';

/** How long a socket that was told to close may take, in milliseconds. */
const CLOSING_MS = 1_000;

/** How much is still read of whoever is sent away for what they sent, in bytes: what a page had on its way, and its goodbye. */
const HEARD_OUT = 65_536;

/** A web socket as a link. `stream` is what it runs on. */
export class SocketLink implements Link {
  readonly kind = 'socket';

  constructor(
    private readonly socket: WebSocket,
    private readonly stream: Duplex,
    private readonly clock: Clock,
  ) {
    // A reset while nobody listens yet must not end the process.
    socket.on('error', () => undefined);
  }

  listen = ({ onFrame, onAlive, onEnd }: LinkEvents): void => {
    this.socket.on('message', (data, isBinary) => onFrame(isBinary ? (data as Buffer) : null));
    // `ws` closes the socket itself, but who sends broken or endless frames counts as who sends broken messages.
    this.socket.on('error', (error) => {
      if (String((error as NodeJS.ErrnoException).code).startsWith('WS_ERR_')) onFrame(null);
    });
    this.socket.on('pong', onAlive);
    this.socket.on('close', onEnd);
  };

  send = (frames: readonly Uint8Array[]): void => {
    if (this.socket.readyState !== this.socket.OPEN) return;
    // Past the package's own `send`: all frames of a tick in one write, which is most of what sending costs.
    this.stream.write(inOnePiece(frames));
  };

  unread = (): number => this.socket.bufferedAmount;

  close = (code: number): void => {
    if (this.socket.readyState === this.socket.CLOSED) return;
    this.socket.resume();
    this.socket.close(code);
    if (OFFENCES.includes(code)) this.hearOut();
    const cancel = this.clock.after(CLOSING_MS, () => this.socket.terminate());
    this.socket.once('close', cancel);
  };

  /**
   * Whoever is sent away for what they sent may go on sending. More than an honest page can have on its way is not taken apart any
   * more, as the package would until the other side has closed as well: that costs more than everything that honest people send.
   */
  private hearOut(): void {
    let left = HEARD_OUT;
    this.stream.on('data', ({ length }: Buffer) => {
      left -= length;
      if (left < 0) this.stream.removeAllListeners('data');
    });
  }

  terminate = (): void => this.socket.terminate();

  ping = (): void => {
    if (this.socket.readyState === this.socket.OPEN) this.socket.ping();
  };

  pause = (): void => this.socket.pause();

  resume = (): void => this.socket.resume();
}
