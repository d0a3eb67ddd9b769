import { WebSocket } from 'ws';
import { MESSAGE } from '@/lib/collab/protocol';
import type { SyncServer } from './sync-server';

/** How a frame ended: the server went on, or it closed with that code. */
export type Outcome = 'went on' | number;

/** Sends frames one by one on a socket of its own; opens another when the server has closed it. */
export class FrameSender {
  private socket: WebSocket | undefined;
  private onAnswer: (outcome: Outcome) => void = () => undefined;

  constructor(
    private readonly server: SyncServer,
    private readonly sessionId: string,
    private readonly memberId: string,
  ) {}

  /** Sends a frame (text when it is a string), and resolves when the server has dealt with it. */
  async send(frame: Uint8Array | string): Promise<Outcome> {
    const socket = this.socket ?? (await this.open());
    return new Promise((done) => {
      this.onAnswer = done;
      socket.send(frame);
      // Frames are taken in order: when this is answered, the one before it was taken.
      socket.send(Uint8Array.of(MESSAGE.beat));
    });
  }

  close(): void {
    this.socket?.terminate();
  }

  private open(): Promise<WebSocket> {
    const headers = { cookie: `member=${this.memberId}`, origin: this.server.origin };
    const socket = new WebSocket(this.server.rawUrl(this.sessionId), { headers });
    socket.on('message', (data: Buffer) => {
      if (data[0] === MESSAGE.beat) this.onAnswer('went on');
    });
    socket.on('close', (code) => {
      this.socket = undefined;
      this.onAnswer(code);
    });
    return new Promise((done, fail) => {
      socket.on('error', fail);
      // The first frame is the welcome: from then on everything is taken.
      socket.once('message', () => {
        this.socket = socket;
        done(socket);
      });
    });
  }
}
