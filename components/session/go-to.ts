'use client';

import { usePathname, useRouter } from 'next/navigation';
import type { PersonaId, TouchpointId } from '@/lib/core/ids';
import { useRoom, useSession } from './room-context';

/** Leads to a station or the start of a line, on the board. */
export function useGoTo(): (target: { readonly root: 'personas' | 'touchpoints'; readonly id: string }) => void {
  const room = useRoom();
  const router = useRouter();
  const board = `/sessions/${useSession().id}`;
  const isBoard = usePathname() === board;
  return ({ id, root }) => {
    if (!isBoard) router.push(board);
    if (root === 'touchpoints') {
      room.screen.setState({ open: id as TouchpointId });
      return;
    }
    room.screen.setState({ persona: id as PersonaId, stop: `persona:${id}`, open: null });
    document.querySelector<HTMLElement>(`[data-persona="${CSS.escape(id)}"]`)?.focus();
  };
}
