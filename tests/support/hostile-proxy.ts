import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';

/**
 * What a proxy does with web sockets. `friendly`: lets them through. `refuse`: answers 403. `strip`: takes the wish to
 * upgrade away, so that a plain request reaches the server. `cut`: breaks them off after a short while. `swallow`:
 * takes them and says nothing, as a proxy does that waits for the answer to be complete.
 */
export type SocketRule = 'friendly' | 'refuse' | 'strip' | 'cut' | 'swallow';

/** A proxy between pages and server, as town halls and hotels have them. Answers to requests are passed on when they are complete. */
export type HostileProxy = {
  readonly port: number;
  readonly origin: string;
  /** Also ends the sockets that are open. */
  readonly setRule: (rule: SocketRule) => void;
  /** Loses the answers to so many requests that reached the server, as a network that breaks off does. */
  readonly loseAnswers: (count: number) => void;
  /** Answers that were lost, and sockets that were let through. */
  readonly lost: () => number;
  readonly passed: () => number;
  readonly close: () => Promise<void>;
};

type Options = { readonly rule: SocketRule; readonly cutAfterMs?: number };

function headOf({ method, url, rawHeaders }: IncomingMessage): string {
  const lines = [`${method} ${url} HTTP/1.1`];
  for (let at = 0; at < rawHeaders.length; at += 2) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** Passes a request on, and its answer when that is complete. */
function pass(target: number, request: IncomingMessage, response: ServerResponse, isLost: () => boolean): void {
  const { method, url: path, headers } = request;
  const { upgrade, connection, ...rest } = headers;
  const onward = send({ port: target, host: '127.0.0.1', method, path, headers: rest }, (answer) => {
    const parts: Buffer[] = [];
    answer.on('data', (part: Buffer) => parts.push(part));
    answer.on('error', () => response.destroy());
    answer.on('end', () => {
      if (isLost()) {
        response.destroy();
        return;
      }
      const { 'transfer-encoding': _, connection: __, ...kept } = answer.headers;
      response.writeHead(answer.statusCode ?? 502, kept);
      response.end(Buffer.concat(parts));
    });
  });
  onward.on('error', () => response.destroy());
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}

/** Passes on a wish to upgrade as if it were a plain request. */
function strip(target: number, { url: path, headers: { host } }: IncomingMessage, near: Duplex): void {
  const onward = send({ port: target, host: '127.0.0.1', path, headers: { host } });
  onward.on('response', ({ statusCode }) => near.end(`HTTP/1.1 ${statusCode} No\r\nContent-Length: 0\r\n\r\n`));
  onward.on('error', () => near.destroy());
  onward.end();
}

/** Lets a socket through, both ways. */
function tunnel(target: number, request: IncomingMessage, near: Duplex, head: Buffer): Duplex {
  const far = connect(target, '127.0.0.1');
  far.write(headOf(request));
  far.write(head);
  near.pipe(far).pipe(near);
  near.on('close', () => far.destroy());
  far.on('close', () => near.destroy());
  return far;
}

/** Puts a proxy in front of a port on this machine. */
export async function hostileProxy(
  target: number,
  { rule: first, cutAfterMs = 1_500 }: Options,
): Promise<HostileProxy> {
  let rule = first;
  let [toLose, lost, passed] = [0, 0, 0];
  const streams = new Set<Duplex>();
  const timers = new Set<NodeJS.Timeout>();
  const keep = (stream: Duplex) => {
    streams.add(stream);
    stream.on('error', () => stream.destroy());
    stream.on('close', () => streams.delete(stream));
  };
  const isLost = () => {
    if (toLose === 0) return false;
    toLose -= 1;
    lost += 1;
    return true;
  };
  const server = createServer((request, response) => pass(target, request, response, isLost));
  server.on('upgrade', (request: IncomingMessage, near: Duplex, head: Buffer) => {
    keep(near);
    if (rule === 'refuse') near.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    else if (rule === 'strip') strip(target, request, near);
    else if (rule === 'swallow') near.resume();
    else {
      passed += 1;
      keep(tunnel(target, request, near, head));
      if (rule === 'cut') timers.add(setTimeout(() => near.destroy(), cutAfterMs));
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    setRule: (next) => {
      rule = next;
      for (const stream of streams) stream.destroy();
    },
    loseAnswers: (count) => {
      toLose = count;
    },
    lost: () => lost,
    passed: () => passed,
    close: async () => {
      for (const timer of timers) clearTimeout(timer);
      for (const stream of streams) stream.destroy();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
