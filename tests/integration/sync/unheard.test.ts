import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { CLOSE } from '@/lib/collab/protocol';
import { type Clock, systemClock } from '@/server/sync/clock';
import { SocketLink } from '@/server/sync/links/socket-link';
import { closeCodeOf, frameHead } from '@/tests/support/bare-socket';
import { until } from '@/tests/support/sync-client';

const GREETING = [
  'GET / HTTP/1.1',
  'host: here',
  'connection: Upgrade',
  'upgrade: websocket',
  'sec-websocket-version: 13',
  'sec-websocket-key: MDEyMzQ1Njc4OWFiY2RlZg==',
  '',
  '',
].join('\r\n');
const FRAME = Buffer.concat([frameHead(3), Buffer.from('abc')]);
const FLOOD = Buffer.concat(Array.from({ length: 200_000 }, () => FRAME));
/** A close frame, masked with zeros. */
const GOODBYE = Buffer.from([0x88, 0x82, 0, 0, 0, 0, 0x11, 0x30]);
/** As much as is read at once, and as much as is heard out. */
const MOST_PARSED = (3 * 65_536) / FRAME.length;

/** A link whose other side never hears that it is over, and goes on sending. */
async function aFlood(clock: Clock = systemClock) {
  const http = createServer();
  const sockets = new WebSocketServer({ server: http });
  const accepted = new Promise<{ readonly link: SocketLink; readonly socket: WebSocket }>((done) => {
    sockets.on('connection', (socket, { socket: stream }) =>
      done({ link: new SocketLink(socket, stream, clock), socket }),
    );
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  onTestFinished(() => void http.close());
  const client = connect((http.address() as AddressInfo).port, '127.0.0.1');
  onTestFinished(() => void client.destroy());
  let received = Buffer.alloc(0);
  client.on('data', (data) => {
    received = Buffer.concat([received, data]);
  });
  client.on('error', () => undefined);
  client.write(GREETING);
  return { ...(await accepted), client, received: () => received };
}

describe('who is sent away for what they sent, and goes on sending (checks S15, S16)', () => {
  it.each([CLOSE.badFrame, CLOSE.tooFast])('hears %i, and is soon read no more', async (code) => {
    const { link, socket, client, received } = await aFlood();
    let hasEnded = false;
    link.listen({
      onFrame: () => link.close(code),
      onAlive: () => undefined,
      onEnd: () => {
        hasEnded = true;
      },
    });
    client.write(FRAME);
    await until(() => closeCodeOf(received()) === code, 'the close code');
    let parsed = 0;
    socket.on('message', () => {
      parsed += 1;
    });
    client.write(FLOOD);
    await until(() => hasEnded, 'the end');
    expect(parsed).toBeLessThan(MOST_PARSED);
  });

  it('is heard out when that is little: who says goodbye is not kept waiting', async () => {
    const { link, client, received } = await aFlood({ ...systemClock, after: () => () => undefined });
    let hasEnded = false;
    link.listen({
      onFrame: () => link.close(CLOSE.badFrame),
      onAlive: () => undefined,
      onEnd: () => {
        hasEnded = true;
      },
    });
    client.write(FRAME);
    await until(() => closeCodeOf(received()) === CLOSE.badFrame, 'the close code');
    client.write(GOODBYE);
    await until(() => hasEnded, 'the end, without waiting for it');
  });
});
