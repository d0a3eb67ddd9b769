import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { MAX_FRAME } from '../../../lib/collab/protocol';
import type { Clock } from '../clock';
import type { Link } from '../links/link';
import { SocketLink } from '../links/socket-link';

/** A frame that is a little too large is still read, so that the page hears why it is not taken. */
const FRAME_MARGIN = 64;

/** Turns a request to upgrade into a link; answers `null`, and has ended the request, when it was no proper one. */
export type Handshake = (request: IncomingMessage, stream: Duplex, head: Buffer) => Link | null;

/** The handshake of web sockets. */
export function webSocketHandshake(clock: Clock): Handshake {
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    // Compressed messages are a way to make a server unpack gigabytes.
    perMessageDeflate: false,
    maxPayload: MAX_FRAME + FRAME_MARGIN,
  });
  return (request, stream, head) => {
    let link: Link | null = null;
    sockets.handleUpgrade(request, stream, head, (socket) => {
      link = new SocketLink(socket, stream, clock);
    });
    return link;
  };
}
