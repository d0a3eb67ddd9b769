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
    let focused: HTMLElement | null = null;
    let frame = 0;
    const arrived = (event: FocusEvent) => {
      focused = event.target as HTMLElement;
      const at = stopsOf(element).indexOf(focused);
      if (at >= 0) lastIndex = at;
    };
    // Somebody who leaves does so from an element that stays; one that is taken away is still to be made up for.
    const left = (event: FocusEvent) => {
      const target = event.target as HTMLElement;
      queueMicrotask(() => {
        if (target.isConnected && target === focused) focused = null;
      });
    };
    const repair = () => {
      const stops = stopsOf(element);
      const current = room.screen.getState().stop;
      const same = stops.find((stop) => stop.dataset.stop === current);
      const next = same ?? stops[Math.min(lastIndex, stops.length - 1)];
      if (!same) room.screen.setState({ stop: next?.dataset.stop ?? null });
      const lost = focused !== null && !focused.isConnected && document.activeElement === document.body;
      if (lost) next?.focus({ preventScroll: true });
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
