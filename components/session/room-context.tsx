'use client';

import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { SessionReply } from '@/lib/api/sessions';
import { CLOSE, SYNC_PATH } from '@/lib/collab/protocol';
import type { SaveState } from '@/lib/collab/save-mark';
import type { Journey } from '@/lib/journey/journey';
import type { Actor } from '@/lib/method/permissions';
import type { DeviceState } from './device-copy';
import type { Others } from './presence-store';
import type { Link, Room, UndoState } from './room';
import { openRooms } from './rooms';
import type { Screen } from './screen';

type Mounted = { readonly room: Room; readonly session: SessionReply };

const RoomContext = createContext<Mounted | null>(null);

/** The address of the socket on this page's own host. */
function syncUrl(): string {
  const { protocol, host } = window.location;
  return `${protocol === 'https:' ? 'wss:' : 'ws:'}//${host}${SYNC_PATH}`;
}

/** Wakes the link when the laptop, the tab or the network comes back: an open socket proves nothing (checks T14). */
function useWakeUp(room: Room | null): void {
  useEffect(() => {
    if (!room) return;
    const check = () => {
      if (document.visibilityState === 'visible') room.check();
    };
    const events: readonly [EventTarget, string][] = [
      [document, 'visibilitychange'],
      [window, 'online'],
      [window, 'pageshow'],
      [window, 'focus'],
    ];
    for (const [target, event] of events) target.addEventListener(event, check);
    return () => {
      for (const [target, event] of events) target.removeEventListener(event, check);
    };
  }, [room]);
}

/** Leaving with edits that are in this tab only gets the browser's own warning. */
function useLeaveWarning(room: Room | null): void {
  useEffect(() => {
    if (!room) return;
    const warn = (event: BeforeUnloadEvent) => {
      const save = room.save.getState();
      const { kind, kept } = room.device.state.getState();
      if (kind === 'on' && 'count' in save && kept >= save.count) return;
      // Its texts are kept for the page that comes.
      if (room.link.getState().ended === CLOSE.tooOld) return;
      if ((save.kind === 'unsaved' || save.kind === 'saving') && save.count > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [room]);
}

/**
 * Mounts a session: opens its room in the browser (never on the server) and gives it to everything below.
 * `fallback` shows until the journey has arrived.
 */
export function RoomProvider({
  session,
  fallback,
  children,
}: {
  session: SessionReply;
  fallback: ReactNode;
  children: ReactNode;
}) {
  const [room, setRoom] = useState<Room | null>(null);
  const { id, me, isOwner, expiresAt } = session;
  const onScreen = useRef<{ readonly room: Room; readonly done: () => void }>(undefined);
  // Only what to start with: after that the server says at every connection who one is.
  const first = useRef<Actor>({ role: me.role, isOwner });
  useEffect(() => {
    const sessionEnds = expiresAt === null ? undefined : Date.parse(expiresAt);
    const options = { sessionId: id, memberId: me.id, actor: first.current, url: syncUrl(), sessionEnds };
    const close = openRooms(options, (next) => {
      setRoom(next);
      return new Promise<void>((done) => {
        onScreen.current = { room: next, done };
      });
    });
    return () => {
      setRoom(null);
      close();
    };
  }, [id, me.id, expiresAt]);
  // The effects of everything below have run by now: no field is tied to another room any more.
  useEffect(() => {
    if (room && room === onScreen.current?.room) onScreen.current.done();
  }, [room]);
  useWakeUp(room);
  useLeaveWarning(room);
  if (!room) return fallback;
  return <RoomContext.Provider value={{ room, session }}>{children}</RoomContext.Provider>;
}

function useMounted(): Mounted {
  const mounted = useContext(RoomContext);
  if (!mounted) throw new Error('a session component is used outside RoomProvider');
  return mounted;
}

/** The room itself, for writing; it never changes while mounted, so using it renders nothing. */
export const useRoom = (): Room => useMounted().room;

/** What the server told about the session when the page opened. */
export const useSession = (): SessionReply => useMounted().session;

/** A part of the journey; the component renders only when that part becomes another object. */
export const useJourney = <T,>(select: (journey: Journey) => T): T => useStore(useRoom().journey, select);

/** A part of what the others are doing. */
export const useOthers = <T,>(select: (others: Others) => T): T => useStore(useRoom().others, select);

/** A part of what this screen shows. */
export const useScreen = <T,>(select: (screen: Screen) => T): T => useStore(useRoom().screen, select);

/** Who one is in this session right now, for what may be shown and done. */
export const useActor = (): Actor => useStore(useRoom().actor);

/** The state of the link to the server. */
export const useLink = <T,>(select: (link: Link) => T): T => useStore(useRoom().link, select);

/** What the save mark says. */
export const useSaveState = (): SaveState => useStore(useRoom().save);

/** What the copy on this device holds. */
export const useDevice = (): DeviceState => useStore(useRoom().device.state);

/** Whether there is something of one's own to undo or redo. */
export const useUndoState = (): UndoState => useStore(useRoom().undoState);
