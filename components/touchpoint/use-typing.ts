'use client';

import { useCallback, useEffect, useRef } from 'react';
import { useRoom } from '@/components/session/room-context';
import type { TouchpointId } from '@/lib/core/ids';

/** How long after the last keystroke somebody still counts as typing, in milliseconds. */
const TYPING_MS = 2_500;

/** Tells the others that one types in a field, until a while after the last keystroke. */
export function useTyping(id: TouchpointId, field: string): () => void {
  const room = useRoom();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const active = useRef(false);
  const stop = useCallback(() => {
    clearTimeout(timer.current);
    if (!active.current) return;
    active.current = false;
    room.present({ typing: null });
  }, [room]);
  useEffect(() => stop, [stop]);
  return useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(stop, TYPING_MS);
    if (active.current) return;
    active.current = true;
    room.present({ typing: { touchpointId: id, field } });
  }, [room, id, field, stop]);
}
