'use client';

import {
  DndContext,
  type DragEndEvent,
  type DragMoveEvent,
  DragOverlay,
  MouseSensor,
  pointerWithin,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { type ReactNode, useState } from 'react';
import { useRoom } from '@/components/session/room-context';
import { useCommand } from '@/components/session/use-command';
import { LineBadge } from '@/components/ui/line-badge';
import type { PersonaId, TouchpointId } from '@/lib/core/ids';
import { lineLetter } from '@/lib/journey/persona';
import { dropMark, indexAt, PERSONA_DRAG } from './drop-mark';
import { StationMark } from './station-mark';
import { useMovePersona } from './use-persona-keys';

const cellElement = (key: string): HTMLElement | null => document.querySelector(`[data-cell="${CSS.escape(key)}"]`);

/** The persona whose line is dragged, or `null` when it is a station. */
const draggedPersona = (id: string | number): PersonaId | null =>
  String(id).startsWith(PERSONA_DRAG) ? (String(id).slice(PERSONA_DRAG.length) as PersonaId) : null;

/** Where the pointer is now: where it went down plus how far it travelled. */
function pointerX(event: DragMoveEvent | DragEndEvent): number {
  const start = event.activatorEvent;
  const x = 'touches' in start ? ((start as TouchEvent).touches[0]?.clientX ?? 0) : (start as MouseEvent).clientX;
  return x + event.delta.x;
}

function placeUnder(event: DragMoveEvent | DragEndEvent): { cell: string; index: number } | null {
  const cell = event.over ? cellElement(String(event.over.id)) : null;
  if (!cell || !event.over) return null;
  return { cell: String(event.over.id), index: indexAt(cell, pointerX(event), String(event.active.id)) };
}

/**
 * Dragging stations with mouse or finger. The keyboard has its own way (Alt with arrows, "move to"), so the library's
 * keyboard dragging stays off. A station that a colleague removes mid-drag is refused by the command, not by luck.
 */
export function DragLayer({ children }: { children: ReactNode }) {
  const room = useRoom();
  const run = useCommand();
  const movePersona = useMovePersona();
  const [dragged, setDragged] = useState<string | null>(null);
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 250, tolerance: 8 } }),
  );
  const personas = () => room.journey.getState().personas;
  const stop = () => {
    setDragged(null);
    dropMark.setState(null, true);
  };
  const drop = (event: DragEndEvent) => {
    const place = placeUnder(event);
    stop();
    if (!place) return;
    const [personaId, phase] = place.cell.split('|') as [PersonaId, string];
    const line = draggedPersona(event.active.id);
    if (line)
      return movePersona(
        line,
        personas().findIndex(({ id }) => id === personaId),
      );
    run('moveTouchpoint', { id: event.active.id as TouchpointId, personaId, phase, index: place.index });
  };
  const touchpoint = dragged ? room.journey.getState().touchpoints.get(dragged as TouchpointId) : undefined;
  const persona = personas().find(({ id }) => id === draggedPersona(dragged ?? ''));
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={pointerWithin}
      accessibility={{ screenReaderInstructions: { draggable: '' }, announcements: SILENT }}
      onDragStart={({ active }) => setDragged(String(active.id))}
      onDragMove={(event) => dropMark.setState(draggedPersona(event.active.id) ? null : placeUnder(event), true)}
      onDragEnd={drop}
      onDragCancel={stop}
    >
      {children}
      <DragOverlay dropAnimation={null}>
        {touchpoint ? (
          <div className="flex w-44 cursor-grabbing items-center gap-2 rounded-lg border-2 border-ink bg-paper p-2 font-semibold shadow-float">
            <StationMark peak={touchpoint.peak} small />
            <span className="min-w-0 wrap-break-word">{touchpoint.title}</span>
          </div>
        ) : null}
        {persona ? (
          <div className="flex w-52 cursor-grabbing items-center gap-3 rounded-lg border-2 border-ink bg-paper p-2 font-bold shadow-float">
            <LineBadge letter={lineLetter(persona.line)} line={persona.line} />
            <span className="min-w-0 truncate">{persona.name}</span>
          </div>
        ) : null}
      </DragOverlay>
    </DndContext>
  );
}

// Pointer drags are seen; the same move by keyboard is announced in the reader's own language by `useStationKeys`.
const SILENT = {
  onDragStart: () => undefined,
  onDragOver: () => undefined,
  onDragEnd: () => undefined,
  onDragCancel: () => undefined,
};
