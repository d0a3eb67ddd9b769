import { CLOSE } from '@/lib/collab/protocol';
import { textsLacking, type UnsavedText } from '@/lib/collab/unsaved';
import { DeviceCopy, type Kept } from './device-copy';
import { keepTexts, takeTexts } from './kept-texts';
import { createRoom, type Link, type Room, type RoomOptions } from './room';

/** Shows a room; resolves when it is on the screen and nothing can be typed into the one before. */
export type Show = (room: Room) => unknown;

export type RoomsOptions = Omit<RoomOptions, 'device' | 'kept' | 'screen'> & {
  /** When the session itself is removed, in milliseconds since 1970. */
  readonly sessionEnds?: number;
};

const isSettled = ({ loaded, ended }: Link): boolean => loaded || ended !== null;

/** Codes after which this device has no business with the session any more. */
const OVER: readonly unknown[] = [CLOSE.signedOut, CLOSE.removed, CLOSE.sessionGone];

/** Runs once, when the room has the journey or never will. */
function whenSettled(room: Room, run: () => void): void {
  if (isSettled(room.link.getState())) {
    run();
    return;
  }
  const unsubscribe = room.link.subscribe((link) => {
    if (!isSettled(link)) return;
    unsubscribe();
    run();
  });
}

/** The last word of every text: what was refused twice is offered once. */
const lastOf = (texts: readonly UnsavedText[]): readonly UnsavedText[] => [
  ...new Map(texts.map((text) => [`${text.root}/${text.id}/${text.field}/${text.id ? '' : text.text}`, text])).values(),
];

const offer = (room: Room, texts: readonly UnsavedText[]): void =>
  room.link.setState({ lost: textsLacking(room.doc, lastOf(texts)) });

class OpenRooms {
  private readonly device: DeviceCopy;
  private shown: Room | undefined;
  private next: Room | undefined;
  private isClosed = false;

  constructor(
    private readonly options: RoomsOptions,
    private readonly show: Show,
  ) {
    this.device = new DeviceCopy(options.sessionId, options.memberId, options.sessionEnds);
    if (this.device.state.getState().kind === 'unavailable') this.start(null);
    else void this.device.load().then((kept) => this.start(kept));
  }

  close(): void {
    this.isClosed = true;
    const rooms = [this.shown, this.next];
    this.next = undefined;
    this.device.destroy();
    for (const room of rooms) room?.destroy();
  }

  private start(kept: Kept | null): void {
    if (this.isClosed) return;
    const room = createRoom({ ...this.options, device: this.device, kept });
    this.follow(room);
    this.device.follow(room);
    const texts = [...(kept?.lost ?? []), ...takeTexts(this.options.sessionId)];
    if (texts.length > 0) whenSettled(room, () => offer(room, texts));
    void this.show(room);
  }

  private replace(old: Room): void {
    old.disconnect();
    const { screen, device } = old;
    const fresh = createRoom({ ...this.options, actor: old.actor.getState(), screen, device });
    this.next = fresh;
    whenSettled(fresh, () => {
      if (this.next === fresh) void this.takeOver(old, fresh);
    });
  }

  /** What is typed until the fresh room is on the screen still goes into the old one, and is offered with the rest. */
  private async takeOver(old: Room, fresh: Room): Promise<void> {
    this.next = undefined;
    const { refused, away } = old.link.getState();
    fresh.link.setState({ refused, away });
    const written = (): readonly UnsavedText[] => [...old.link.getState().lost, ...old.unsaved.texts()];
    offer(fresh, written());
    this.follow(fresh);
    await this.show(fresh);
    if (!this.isClosed) {
      offer(fresh, [...fresh.link.getState().lost, ...written()]);
      this.device.keepLost(fresh.link.getState().lost);
      // A copy of nothing would take the place of one with work in it.
      if (fresh.link.getState().loaded) this.device.follow(fresh, true);
    }
    old.destroy();
  }

  private follow(room: Room): void {
    this.shown = room;
    const { refused: before, ended: endedBefore } = room.link.getState();
    if (OVER.includes(endedBefore)) this.end(room);
    room.link.subscribe(({ refused, ended, lost }, earlier) => {
      if (refused !== before && refused !== earlier.refused && room === this.shown && !this.next) this.replace(room);
      if (lost !== earlier.lost) this.device.keepLost(lost);
      if (ended === earlier.ended) return;
      if (ended === CLOSE.tooOld) keepTexts(this.options.sessionId, room.unsaved.texts());
      if (OVER.includes(ended)) this.end(room);
    });
  }

  /** It is over here: the copy goes, and what was written and not taken is shown this one time. */
  private end(room: Room): void {
    void this.device.switchOff();
    const lost = lastOf([...room.link.getState().lost, ...room.unsaved.texts()]);
    if (lost.length > 0) room.link.setState({ lost });
  }
}

/**
 * Opens a session, and starts it anew from the server when the server refuses an edit: what this page shows is ahead of
 * the truth then, and nothing can take one edit out of it. The page stays as it is until the fresh journey is here, and
 * what was written and not taken is offered to copy. A page that is too old lays its texts aside for the reload. Where
 * the user asked for it, this device keeps a copy, and a next visit goes on with that.
 *
 * @param show is given the room to show, now and whenever another takes its place
 * @returns closes it
 */
export function openRooms(options: RoomsOptions, show: Show): () => void {
  const rooms = new OpenRooms(options, show);
  return () => rooms.close();
}
