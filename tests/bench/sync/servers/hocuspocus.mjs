// @hocuspocus/server with its SQLite extension, settings as they come.
import { join } from 'node:path';
import { SQLite } from '@hocuspocus/extension-sqlite';
import { Server } from '@hocuspocus/server';

const server = new Server({
  address: '127.0.0.1',
  port: 0,
  quiet: true,
  extensions: [new SQLite({ database: join(process.env.BENCH_DIR, 'hocuspocus.sqlite') })],
});
await server.listen();
process.send({ port: server.address.port });
