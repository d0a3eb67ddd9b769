// The ceiling: passes every message on to the others in its room and understands none of them.
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const rooms = new Map();
const http = createServer();
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });

sockets.on('connection', (socket, { url }) => {
  const room = rooms.get(url) ?? new Set();
  rooms.set(url, room.add(socket));
  socket.on('message', (data) => {
    for (const other of room) if (other !== socket && other.readyState === 1) other.send(data);
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    room.delete(socket);
    if (room.size === 0) rooms.delete(url);
  });
});
http.listen(0, '127.0.0.1', () => process.send({ port: http.address().port }));
process.on('SIGTERM', () => process.exit(0));
