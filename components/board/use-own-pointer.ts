import { type PointerEvent, useRef } from 'react';
import { useRoom } from '@/components/session/room-context';

/** How often the own pointer is told to the others at most, in milliseconds. */
const EVERY_MS = 60;

/** Tells the others where the mouse points, as a place within a cell: boards differ in size from screen to screen. */
export function useOwnPointer(): {
  onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  onPointerLeave: () => void;
} {
  const room = useRoom();
  const last = useRef(0);
  return {
    onPointerMove: (event) => {
      if (event.pointerType !== 'mouse' || event.timeStamp - last.current < EVERY_MS) return;
      last.current = event.timeStamp;
      const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-cell]');
      if (!cell?.dataset.cell) return room.present({ pointer: null });
      const box = cell.getBoundingClientRect();
      const part = (at: number, from: number, size: number) =>
        Math.round(Math.min(1, Math.max(0, (at - from) / size)) * 1000) / 1000;
      room.present({
        pointer: {
          cell: cell.dataset.cell,
          x: part(event.clientX, box.left, box.width),
          y: part(event.clientY, box.top, box.height),
        },
      });
    },
    onPointerLeave: () => room.present({ pointer: null }),
  };
}
