import type { WebSocket } from 'ws';
import { BEAT_FRAME, CLOSE, MAX_FRAME, MESSAGE, SYNC } from '../../lib/collab/protocol';
import type { Clock } from './clock';
import { parseFrame } from './messages';
import type { Peer } from './peer';
import type { Room } from './room';

/** What a question for the document costs in frames: answering takes much more work than asking. */
const QUESTION_COST = 20;

function obey(room: Room, peer: Peer, frame: Uint8Array): boolean {
  const message = parseFrame(frame);
  if (!message) return false;
  const isAnswer = message.kind === 'edits' && message.isAnswer;
  if (frame.length > MAX_FRAME && message.kind !== 'edits') return false;
  switch (message.kind) {
    case 'question':
      room.answer(peer, message.vector);
      return true;
    case 'edits':
      room.receive(peer, message.update, isAnswer);
      return true;
    case 'presence':
      return room.presence.receive(peer, message.states);
    case 'askPresence':
      room.presence.introduce(peer);
      return true;
    case 'beat':
      peer.outbox.push(BEAT_FRAME);
      return true;
  }
}

/** Reads what comes in over a socket, until it ends. Nothing that a client sends can throw out of here. */
export function serve(room: Room, peer: Peer, socket: WebSocket, clock: Clock, onEnd: () => void): void {
  socket.on('message', (data, isBinary) => {
    if (peer.isGone) return;
    peer.heardAt = clock.now();
    const frame = data as Buffer;
    const cost = frame[0] === MESSAGE.sync && frame[1] === SYNC.step1 ? QUESTION_COST : 1;
    if (!peer.bucket.take(cost, peer.heardAt)) {
      peer.refuse('tooFast', peer.count());
      peer.close(CLOSE.tooFast);
      return;
    }
    let understood = false;
    try {
      understood = isBinary && obey(room, peer, frame);
    } catch {
      // A broken state vector, or whatever else only shows while it is used.
    }
    if (!understood) peer.close(CLOSE.badFrame);
  });
  socket.on('pong', () => {
    peer.heardAt = clock.now();
  });
  // Frames over the limit, broken frames, resets: `ws` closes the socket itself.
  socket.on('error', () => undefined);
  socket.on('close', () => {
    peer.isGone = true;
    room.leave(peer);
    onEnd();
  });
  room.join(peer);
}
