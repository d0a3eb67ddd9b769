import { type RefObject, useEffect } from 'react';
import { useRoom } from '@/components/session/room-context';

const stopsOf = (board: HTMLElement): HTMLElement[] => [...board.querySelectorAll<HTMLElement>('[data-stop]')];

/**
 * Keeps exactly one Tab stop on the board. When the station that had it goes (moved, binned by a colleague), the stop
 * that took its place gets it, and the focus too if it would otherwise have fallen to the page. Outside React's state,
 * so that watching the journey renders nothing.
 */
export function useStopRepair(board: RefObject<HTMLElement | null>): void {
  const room = useRoom();
  useEffect(() => {
    const element = board.current;
    if (!element) return;
    let lastIndex = 0;
    let hadFocus = false;
    let frame = 0;
    const arrived = () => {
      hadFocus = true;
      const at = stopsOf(element).indexOf(document.activeElement as HTMLElement);
      if (at >= 0) lastIndex = at;
    };
    // An element that is removed loses focus to nothing; a person who goes elsewhere, to something.
    const left = (event: FocusEvent) => {
      if (event.relatedTarget) hadFocus = false;
    };
    const repair = () => {
      const stops = stopsOf(element);
      const current = room.screen.getState().stop;
      if (stops.some((stop) => stop.dataset.stop === current)) return;
      const next = stops[Math.min(lastIndex, stops.length - 1)];
      room.screen.setState({ stop: next?.dataset.stop ?? null });
      const lost = document.activeElement === document.body || document.activeElement === null;
      if (hadFocus && lost && current !== null) next?.focus();
    };
    const later = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(repair);
    };
    repair();
    element.addEventListener('focusin', arrived);
    element.addEventListener('focusout', left);
    const unsubscribe = room.journey.subscribe(later);
    return () => {
      cancelAnimationFrame(frame);
      unsubscribe();
      element.removeEventListener('focusin', arrived);
      element.removeEventListener('focusout', left);
    };
  }, [room, board]);
}
