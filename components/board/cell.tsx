'use client';

import { useDroppable } from '@dnd-kit/core';
import { useTranslations } from 'next-intl';
import { memo, useState } from 'react';
import { useStore } from 'zustand';
import { useActor, useJourney, useRoom, useScreen } from '@/components/session/room-context';
import { useLocalised } from '@/components/session/texts';
import { PlusIcon } from '@/components/ui/icons';
import type { PersonaId, TouchpointId } from '@/lib/core/ids';
import { cellKey } from '@/lib/journey/journey';
import { mayEditJourney } from '@/lib/method/permissions';
import type { Phase } from '@/lib/method/phase-models';
import { AddStation } from './add-station';
import { CellPointers } from './cell-pointers';
import { dropMark } from './drop-mark';
import { type AddButton, EmptyCell } from './empty-cell';
import { Station } from './station';
import { Track, type TrackKind } from './track';

const NONE: readonly TouchpointId[] = [];

type CellProps = {
  readonly personaId: PersonaId;
  readonly personaName: string;
  readonly phase: Phase;
  readonly row: number;
  readonly col: number;
  readonly track: TrackKind;
};

/** The plus of a cell, as a stop for the arrow keys; `null` for who may not add. */
function useAddStop({ personaId, personaName, phase, row, col }: CellProps, onAdd: () => void): AddButton | null {
  const t = useTranslations('board');
  const text = useLocalised();
  const room = useRoom();
  const actor = useActor();
  const stop = `add:${cellKey(personaId, phase.key)}`;
  const isStop = useScreen((screen) => screen.stop === stop);
  if (!mayEditJourney(actor)) return null;
  return {
    label: t('addIn', { phase: text(phase.name), name: personaName }),
    'data-add': '',
    'data-stop': stop,
    'data-row': row,
    'data-col': col,
    tabIndex: isStop ? 0 : -1,
    onFocus: () => room.screen.setState({ stop }),
    onClick: onAdd,
  };
}

function Stations({ ids, phase, row, col, add }: CellProps & { ids: readonly TouchpointId[]; add: AddButton | null }) {
  const phaseName = useLocalised()(phase.name);
  const { label, ...button } = add ?? {};
  return (
    <div className="relative flex items-start">
      <ol className="flex min-w-0 flex-1 items-start">
        {ids.map((id, index) => (
          <Station key={id} id={id} place={{ row, col, index, count: ids.length, phaseName }} />
        ))}
      </ol>
      {add ? (
        <button type="button" aria-label={label} title={label} className="add-stop" {...button}>
          <PlusIcon />
        </button>
      ) : null}
    </div>
  );
}

/** Where a dragged station would land in this cell. */
function DropMark({ cell, count }: { cell: string; count: number }) {
  const index = useStore(dropMark, (at) => (at?.cell === cell ? at.index : null));
  if (index === null) return null;
  const left = `${(100 * index) / Math.max(1, count)}%`;
  return <span aria-hidden className="absolute top-2 bottom-4 w-1.5 rounded-sm bg-ink" style={{ left }} />;
}

/** One persona in one phase: its stations in order, or the question that an empty place asks. */
export const Cell = memo(function Cell(props: CellProps) {
  const { personaId, personaName, phase, col, track } = props;
  const key = cellKey(personaId, phase.key);
  const ids = useJourney((journey) => journey.cells.get(key)) ?? NONE;
  const [adding, setAdding] = useState(false);
  const { setNodeRef, isOver } = useDroppable({ id: key });
  const add = useAddStop(props, () => setAdding(true));
  const asks = ids.length === 0 && !adding;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot hold this layout; the roles make it one (checks A11)
    // biome-ignore lint/a11y/useFocusableInteractive: the stops inside take the focus, one at a time
    <div
      ref={setNodeRef}
      role="gridcell"
      data-cell={key}
      className={`relative border-rule border-r border-b px-1.5 pb-6 ${col % 2 ? 'bg-zone' : 'bg-paper'} ${isOver ? 'outline-3 -outline-offset-3 outline-ink outline-dashed' : ''}`}
    >
      <Track kind={track} />
      {asks ? <EmptyCell phase={phase} personaName={personaName} button={add} dropping={isOver} /> : null}
      {asks ? null : <Stations {...props} ids={ids} add={adding ? null : add} />}
      {adding ? (
        <div className={ids.length === 0 ? 'pt-16' : 'pt-3'}>
          <AddStation personaId={personaId} phase={phase.key} onDone={() => setAdding(false)} />
        </div>
      ) : null}
      <DropMark cell={key} count={ids.length} />
      <CellPointers cell={key} />
    </div>
  );
});
