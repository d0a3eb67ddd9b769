'use client';

import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { useRoom } from '@/components/session/room-context';
import { presenceColour } from '@/components/ui/colours';

/** The pointers of colleagues in this cell. Decoration: who is here and where they work is said in words elsewhere. */
export function CellPointers({ cell }: { cell: string }) {
  const pointers = useStore(
    useRoom().others,
    useShallow((others) =>
      [...others]
        .filter(([, { pointer }]) => pointer?.cell === cell)
        .map(
          ([id, { pointer, member }]) => `${id}|${member.colour}|${pointer?.x ?? 0}|${pointer?.y ?? 0}|${member.name}`,
        ),
    ),
  );
  if (pointers.length === 0) return null;
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0 z-20 overflow-visible">
      {pointers.map((text) => {
        const [id, colour, x, y, ...name] = text.split('|');
        return (
          <div
            key={id}
            className="absolute transition-[left,top] duration-100 ease-linear motion-reduce:transition-none"
            style={{ left: `${Number(x) * 100}%`, top: `${Number(y) * 100}%`, color: presenceColour(Number(colour)) }}
          >
            <svg width="18" height="20" viewBox="0 0 18 20" role="presentation">
              <path d="M1 1l5.2 16.5 3-6.6 7-2.6z" fill="currentColor" stroke="#fff" strokeWidth="1.5" />
            </svg>
            <span
              className="absolute top-4 left-3 whitespace-nowrap rounded-sm px-1.5 py-0.5 text-xs font-semibold text-white"
              style={{ background: presenceColour(Number(colour)) }}
            >
              {name.join('|')}
            </span>
          </div>
        );
      })}
    </div>
  );
}
