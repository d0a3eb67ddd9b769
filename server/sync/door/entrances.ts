import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { newId } from '../../../lib/core/ids';
import type { Clock } from '../clock';
import type { Relay } from '../cluster/relay';
import type { Link } from '../links/link';
import type { RoomsOptions } from '../options';
import { PollDesk } from '../poll/desk';
import { PollLinks } from '../poll/poll-links';
import { PollPost } from '../poll/post';
import type { SyncWatch } from '../watch';
import { type Handshake, webSocketHandshake } from './handshake';
import type { Reception, Visitor } from './reception';
import { type Denial, deny } from './upgrade';

export type EntrancesParts = Pick<RoomsOptions, 'admit' | 'allowedOrigin' | 'handshake' | 'log'> & {
  readonly reception: Reception;
  readonly relay: Relay;
  readonly clock: Clock;
  readonly watch: SyncWatch;
  /** Takes in who was let in. */
  readonly serve: (link: Link, visitor: Visitor) => void;
};

/** The two ways in: web sockets, and HTTP requests that stand in for them. */
export class Entrances {
  private readonly handshake: Handshake;
  private readonly desk: PollDesk;

  constructor(private readonly parts: EntrancesParts) {
    const { clock, relay, serve, admit } = parts;
    this.handshake = parts.handshake ?? webSocketHandshake(clock);
    const name = relay.place || newId();
    const links = new PollLinks({ name, mark: relay.mark, clock, serve });
    const post = new PollPost({ name, links, relay, admit });
    this.desk = new PollDesk({ ...parts, links, post, onSentAway: (status) => this.noteSentAway(status) });
  }

  /** Takes over a request to become a web socket. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    // A reset while the upgrade is being examined must not end the process.
    stream.on('error', () => stream.destroy());
    this.welcome(request, stream, head).catch((error: unknown) => {
      this.parts.log.error({ err: error }, 'a socket could not be served');
      stream.destroy();
    });
  }

  /** Answers a request of a page that has no web socket. */
  answer(request: IncomingMessage, response: ServerResponse): void {
    this.desk.answer(request, response);
  }

  private async welcome(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
    // Who hangs up in an orderly way leaves half a connection behind, which nobody else ends.
    const isThere = () => !stream.destroyed && !stream.readableEnded;
    const visitor = await this.parts.reception.receive(request, isThere, true);
    if (typeof visitor === 'number') {
      this.noteSentAway(visitor);
      deny(stream, visitor);
      return;
    }
    const link = this.handshake(request, stream, head);
    if (link) this.parts.serve(link, visitor);
    else visitor.leave();
  }

  private noteSentAway(status: Denial): void {
    this.parts.watch.sentAway(status);
    // Those that are too many are only counted: writing them down would cost more than sending them away.
    if (status !== 429) this.parts.log.info({ status }, 'not let in');
  }
}
