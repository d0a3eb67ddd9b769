import { BEAT_FRAME, CLOSE, MAX_FRAME, MESSAGE, SYNC } from '../../../lib/collab/protocol';
import type { Clock } from '../clock';
import type { Glance } from '../room/glance';
import type { Room } from '../room/room';
import { Anteroom } from './anteroom';
import type { Budget } from './budget';
import { parseFrame } from './messages';
import { type Added, Parts } from './parts';
import type { Peer } from './peer';

/** What a question for the document weighs in frames: answering takes much more work than asking, and more for a large one. */
const QUESTION_COST = 20;
const BYTES_PER_FRAME = 131_072;

/** The room that somebody came for, or with which code of `CLOSE` they cannot be served. */
export type Place = { readonly room: Room; readonly refusal: null } | { readonly room: null; readonly refusal: number };

type Served = {
  readonly room: Room;
  readonly peer: Peer;
  readonly parts: Parts;
  /** Who asks was shown what the room was built from. */
  readonly wasShown?: boolean;
};

/** @returns whether it is a message that a client may send */
function obey(served: Served, frame: Uint8Array): boolean {
  const { room, peer, parts, wasShown } = served;
  const message = parseFrame(frame);
  if (!message) return false;
  if (frame.length > MAX_FRAME && message.kind !== 'edits') return false;
  switch (message.kind) {
    case 'question':
      room.answer(peer, wasShown ? null : message.vector);
      return true;
    case 'edits':
      room.receive(peer, message.update);
      return true;
    case 'part':
      return obeyWhole(served, parts.add(message.part));
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

function obeyWhole(served: Served, added: Added): boolean {
  if (added instanceof Uint8Array) return obey(served, added);
  if (added === 'tooLarge') served.peer.refuse('tooLarge', served.peer.count());
  if (added === 'full') served.peer.close(CLOSE.tryAgain);
  return added === 'more' || added === 'full';
}

const weightOf = (room: Room, frame: Uint8Array | null): number =>
  frame?.[0] === MESSAGE.sync && frame[1] === SYNC.step1 ? QUESTION_COST + room.bytes / BYTES_PER_FRAME : 1;

function take(served: Served, frame: Uint8Array | null): void {
  const { room, peer } = served;
  if (!peer.meter.take(weightOf(room, frame), frame?.length ?? 0, peer.heardAt)) {
    peer.refuse('tooFast', peer.count());
    peer.close(CLOSE.tooFast);
    return;
  }
  let understood = false;
  try {
    understood = frame !== null && obey(served, frame);
  } catch {
    // A broken state vector, or whatever else only shows while it is used.
  }
  if (!understood) peer.close(CLOSE.badFrame);
}

/** What serving a page takes. */
export type ServeDeps = {
  readonly clock: Clock;
  /** What may be in memory of frames that come in pieces. */
  readonly unfinished: Budget;
  readonly onEnd: () => void;
};

type Frame = Uint8Array | null;

/** Listens to a page, until it ends. @returns what to call when its room is there */
function listen(
  peer: Peer,
  { clock, unfinished, onEnd }: ServeDeps,
  early: (frame: Frame) => void,
): (room: Room) => Served {
  const parts = new Parts(unfinished, clock, () => peer.close(CLOSE.tryAgain));
  let served: Served | null = null;
  const alive = () => {
    peer.heardAt = clock.now();
  };
  peer.listen({
    onFrame: (frame) => {
      alive();
      if (served) take(served, frame);
      else early(frame);
    },
    onAlive: alive,
    onEnd: () => {
      parts.stop();
      served?.room.leave(peer);
      onEnd();
    },
  });
  return (room) => {
    served = { room, peer, parts };
    room.join(peer);
    return served;
  };
}

/** Reads what comes in from a page, until it ends. Nothing that a client sends can throw out of here. */
export function serve(room: Room, peer: Peer, deps: ServeDeps): void {
  room.audience.greet(room.doc, [peer]);
  listen(peer, deps, () => undefined)(room);
}

/** The same for somebody whose room is still being built: shows what is stored, and goes on when the room is there. */
export function serveEarly(glance: Glance, coming: Promise<Place>, peer: Peer, deps: ServeDeps): void {
  const anteroom = new Anteroom(peer, glance);
  const enter = listen(peer, deps, anteroom.hear);
  void coming.then(({ room, refusal }) => {
    if (peer.isGone) return;
    // Another one than was shown: it was put back or loaded anew meanwhile. The page asks again, with what it has by now.
    if (!room || room.isBroken || room.openedAt !== glance.seq) return peer.close(refusal ?? CLOSE.tryAgain);
    const served = enter(room);
    anteroom.kept.forEach((frame, index) => {
      const wasShown = anteroom.isAnswered && index === 0;
      if (!peer.isGone) take(wasShown ? { ...served, wasShown } : served, frame);
    });
    peer.resume();
  });
}
