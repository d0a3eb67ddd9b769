// @y/websocket-server as its own command starts it; with a folder in BENCH_DIR on y-leveldb, as its documentation has it.
import { createServer } from 'node:http';
import { setPersistence, setupWSConnection } from '@y/websocket-server/utils';
import { WebSocketServer } from 'ws';
import { LeveldbPersistence } from 'y-leveldb';
import * as Y from 'yjs';

if (process.env.BENCH_DIR) {
  const level = new LeveldbPersistence(process.env.BENCH_DIR);
  setPersistence({
    provider: level,
    bindState: async (name, doc) => {
      const stored = await level.getYDoc(name);
      level.storeUpdate(name, Y.encodeStateAsUpdate(doc));
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(stored));
      doc.on('update', (update) => level.storeUpdate(name, update));
    },
    writeState: async () => undefined,
  });
  process.on('SIGTERM', () => void level.destroy().finally(() => process.exit(0)));
} else process.on('SIGTERM', () => process.exit(0));

const http = createServer();
const sockets = new WebSocketServer({ server: http });
sockets.on('connection', (socket, request) => {
  socket.on('error', () => undefined);
  setupWSConnection(socket, request);
});
http.listen(0, '127.0.0.1', () => process.send({ port: http.address().port }));
