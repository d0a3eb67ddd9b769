import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpServer, type EntryLimits, listen, portOf } from '@/server/http/server';
import { until } from '@/tests/support/sync-client';

const servers: Server[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});

async function start(limits: Partial<EntryLimits> & { trustProxy?: number } = {}): Promise<Server> {
  const server = createHttpServer((request, response) => {
    request.resume();
    request.on('end', () => response.end('taken'));
  }, limits);
  servers.push(server);
  await listen(server, { host: '127.0.0.1', port: 0, publicUrl: undefined });
  return server;
}

type Line = { readonly socket: Socket; readonly said: () => string; readonly isOver: () => boolean };

/** A connection that says these bytes, and never hangs up by itself. */
async function open(server: Server, bytes = ''): Promise<Line> {
  const socket = connect({ port: portOf(server), host: '127.0.0.1', allowHalfOpen: true });
  sockets.push(socket);
  const parts: Buffer[] = [];
  let isOver = false;
  socket.on('data', (part) => parts.push(part));
  socket.on('end', () => {
    isOver = true;
  });
  socket.on('error', () => {
    isOver = true;
  });
  await once(socket, 'connect');
  socket.write(bytes);
  return { socket, said: () => Buffer.concat(parts).toString(), isOver: () => isOver };
}

const connections = (server: Server): Promise<number> =>
  new Promise((done) => server.getConnections((_error, count) => done(count)));

const HELLO = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';

describe('before anybody is let in (S15)', () => {
  it('a connection that says nothing is ended, without a word that a browser would take for an answer', async () => {
    const line = await open(await start({ headMs: 100 }));
    await until(line.isOver, 'the end');
    expect(line.said()).toBe('');
  });

  it.each([
    ['half a head', 'GET / HTTP/1.1\r\nHost: a\r\n'],
    ['half a body', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc'],
    ['half a head that goes on and on', 'GET / HTTP/1.1\r\n'],
  ])('a connection that says %s is ended with a reason', async (_what, bytes) => {
    const server = await start({ headMs: 100, requestMs: 200 });
    const line = await open(server, bytes);
    if (!bytes.includes('Host')) {
      const drip = setInterval(() => line.socket.write('X: 1\r\n'), 20);
      line.socket.once('close', () => clearInterval(drip));
      line.socket.once('end', () => clearInterval(drip));
      line.socket.once('error', () => clearInterval(drip));
    }
    await until(line.isOver, 'the end');
    expect(line.said()).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(line.said()).toContain('\r\nX-Content-Type-Options: nosniff\r\n');
  });

  it('the defaults are seconds, not minutes', async () => {
    const server = await start();
    expect(server.headersTimeout).toBe(5_000);
    expect(server.requestTimeout).toBe(30_000);
    expect(server.timeout).toBe(120_000);
    expect(server.maxConnections).toBe(10_000);
    expect((await open(server, HELLO)).socket.destroyed).toBe(false);
  });

  it('a head without end is refused while it comes in', async () => {
    const line = await open(await start(), `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}`);
    await until(line.isOver, 'the end');
    expect(line.said()).toMatch(/^HTTP\/1\.1 431 /);
  });

  it('who is refused is hung up on, whether or not they hang up themselves', async () => {
    const server = await start();
    const lines = await Promise.all(Array.from({ length: 20 }, () => open(server, 'NONSENSE\r\n\r\n')));
    await until(() => lines.every(({ isOver }) => isOver()), 'all to be refused');
    await expect.poll(() => connections(server)).toBe(0);
  });

  it('one address has so many connections and no more; one that ends makes room', async () => {
    const server = await start({ perAddress: 2 });
    const [first] = [await open(server), await open(server)];
    const third = await open(server, HELLO);
    await until(third.isOver, 'the third to be refused');
    expect(third.said()).toBe('');
    first.socket.destroy();
    await expect.poll(() => connections(server)).toBe(1);
    const fourth = await open(server, HELLO);
    await until(() => fourth.said().endsWith('taken'), 'the answer');
  });

  it('behind a proxy, which all come through, addresses are not counted here', async () => {
    const server = await start({ perAddress: 1, trustProxy: 1 });
    await open(server);
    const second = await open(server, HELLO);
    await until(() => second.said().endsWith('taken'), 'the answer');
  });
});
