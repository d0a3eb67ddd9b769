import { type RefObject, useEffect } from 'react';
import { useRoom } from '@/components/session/room-context';

const stopsOf = (board: HTMLElement): HTMLElement[] => [...board.querySelectorAll<HTMLElement>('[data-stop]')];

/**
 * Keeps exactly one Tab stop on the board. When the station that had it goes (moved, binned by a colleague), the stop
 * that took its place gets it, and the focus too if it would otherwise have fallen to the page. Outside React's state,
 * so that watching the board renders nothing.
 */
export function useStopRepair(board: RefObject<HTMLElement | null>): void {
  const room = useRoom();
  useEffect(() => {
    const element = board.current;
    if (!element) return;
    let lastIndex = 0;
    let focused: HTMLElement | null = null;
    let frame = 0;
    const note = (target: HTMLElement) => {
      focused = target;
      const at = stopsOf(element).indexOf(target);
      if (at >= 0) lastIndex = at;
    };
    // Somebody may have been quicker than this.
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement && element.contains(activeElement)) note(activeElement);
    const arrived = (event: FocusEvent) => note(event.target as HTMLElement);
    // Somebody who leaves does so from an element that stays; one that is taken away is still to be made up for, and one that was only put
    // elsewhere among its neighbours has the focus again by then.
    const left = (event: FocusEvent) => {
      const target = event.target as HTMLElement;
      queueMicrotask(() => {
        const hasLeft = target.isConnected && target !== document.activeElement;
        if (hasLeft && target === focused) focused = null;
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
    // The board itself and not the journey: what was changed there may get onto the screen a frame later.
    const watcher = new MutationObserver(later);
    watcher.observe(element, { subtree: true, childList: true, attributeFilter: ['data-stop'] });
    return () => {
      cancelAnimationFrame(frame);
      watcher.disconnect();
      element.removeEventListener('focusin', arrived);
      element.removeEventListener('focusout', left);
    };
  }, [room, board]);
}
