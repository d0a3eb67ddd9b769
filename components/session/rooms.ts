import { CLOSE } from '@/lib/collab/protocol';
import { textsLacking, type UnsavedText } from '@/lib/collab/unsaved';
import { keepTexts, takeTexts } from './kept-texts';
import { createRoom, type Link, type Room, type RoomOptions } from './room';

const isSettled = ({ loaded, ended }: Link): boolean => loaded || ended !== null;

/** Runs once, when the room has the journey or never will. */
function whenSettled(room: Room, run: () => void): void {
  const unsubscribe = room.link.subscribe((link) => {
    if (!isSettled(link)) return;
    unsubscribe();
    run();
  });
}

const offer = (room: Room, texts: readonly UnsavedText[]): void =>
  room.link.setState({ lost: textsLacking(room.doc, texts) });

/**
 * Opens a session, and starts it anew from the server when the server refuses an edit: what this page shows is ahead of
 * the truth then, and nothing can take one edit out of it. The page stays as it is until the fresh journey is here, and
 * what was written and not taken is offered to copy. A page that is too old lays its texts aside for the reload.
 *
 * @param show is given the room to show, now and whenever another takes its place
 * @returns closes it
 */
export function openRooms(options: RoomOptions, show: (room: Room) => void): () => void {
  let shown = createRoom(options);
  let next: Room | undefined;

  const replace = (): void => {
    shown.disconnect();
    const fresh = createRoom({ ...options, actor: shown.actor.getState(), screen: shown.screen });
    next = fresh;
    whenSettled(fresh, () => {
      if (next !== fresh) return;
      const old = shown;
      next = undefined;
      fresh.link.setState({ refused: old.link.getState().refused });
      offer(fresh, [...old.link.getState().lost, ...old.unsaved()]);
      follow(fresh);
      show(fresh);
      old.destroy();
    });
  };

  const follow = (room: Room): void => {
    shown = room;
    const before = room.link.getState().refused;
    room.link.subscribe(({ refused, ended }) => {
      if (refused !== before && room === shown && !next) replace();
      if (ended === CLOSE.tooOld) keepTexts(options.sessionId, room.unsaved());
    });
  };

  follow(shown);
  const kept = takeTexts(options.sessionId);
  if (kept.length > 0) {
    const first = shown;
    whenSettled(first, () => offer(first, kept));
  }
  show(shown);
  return () => {
    const rooms = [shown, next];
    next = undefined;
    for (const room of rooms) room?.destroy();
  };
}
