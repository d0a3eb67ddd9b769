'use client';

import { useDroppable } from '@dnd-kit/core';
import { useTranslations } from 'next-intl';
import { memo, useState } from 'react';
import { useStore } from 'zustand';
import { useJourney, useRoom, useScreen } from '@/components/session/room-context';
import { useLocalised } from '@/components/session/texts';
import { PlusIcon } from '@/components/ui/icons';
import type { PersonaId, TouchpointId } from '@/lib/core/ids';
import { cellKey } from '@/lib/journey/journey';
import { mayEditJourney } from '@/lib/method/permissions';
import type { Phase } from '@/lib/method/phase-models';
import { AddStation } from './add-station';
import { CellPointers } from './cell-pointers';
import { dropMark } from './drop-mark';
import { EmptyCell } from './empty-cell';
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

/** One persona in one phase: its stations in order, or the question that an empty place asks. */
export const Cell = memo(function Cell({ personaId, personaName, phase, row, col, track }: CellProps) {
  const t = useTranslations('board');
  const text = useLocalised();
  const room = useRoom();
  const key = cellKey(personaId, phase.key);
  const ids = useJourney((journey) => journey.cells.get(key)) ?? NONE;
  const [adding, setAdding] = useState(false);
  const stop = `add:${key}`;
  const isStop = useScreen((screen) => screen.stop === stop);
  const { setNodeRef, isOver } = useDroppable({ id: key });
  const mark = useStore(dropMark, (at) => (at?.cell === key ? at.index : null));
  const editable = mayEditJourney(room.actor);

  const addButton = {
    'data-stop': stop,
    'data-row': row,
    'data-col': col,
    tabIndex: isStop ? 0 : -1,
    onFocus: () => room.screen.setState({ stop }),
    onClick: () => setAdding(true),
  };
  const label = t('addIn', { phase: text(phase.name), name: personaName });

  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot hold this layout; the roles make it one (checks A11)
    // biome-ignore lint/a11y/useFocusableInteractive: the stops inside take the focus, one at a time
    <div
      ref={setNodeRef}
      role="gridcell"
      data-cell={key}
      className={`relative border-rule group/cell border-r border-b px-1.5 pb-6 ${col % 2 ? 'bg-zone' : 'bg-paper'} ${isOver ? 'outline-3 -outline-offset-3 outline-ink outline-dashed' : ''}`}
    >
      <Track kind={track} />
      {ids.length === 0 && !adding ? (
        <EmptyCell
          phase={phase}
          personaName={personaName}
          button={editable ? { ...addButton, label } : null}
          dropping={isOver}
        />
      ) : (
        <div className="relative flex items-start">
          <ol className="flex min-w-0 flex-1 items-start">
            {ids.map((id, index) => (
              <Station key={id} id={id} place={{ row, col, index, count: ids.length, phaseName: text(phase.name) }} />
            ))}
          </ol>
          {editable && !adding ? (
            <button type="button" aria-label={label} title={label} className="add-stop" {...addButton}>
              <PlusIcon />
            </button>
          ) : null}
        </div>
      )}
      {adding ? (
        <div className={ids.length === 0 ? 'pt-16' : 'pt-3'}>
          <AddStation personaId={personaId} phase={phase.key} onDone={() => setAdding(false)} />
        </div>
      ) : null}
      {mark === null ? null : (
        <span
          aria-hidden
          className="absolute top-2 bottom-4 w-1.5 rounded-sm bg-ink"
          style={{ left: `${(100 * mark) / Math.max(1, ids.length)}%` }}
        />
      )}
      <CellPointers cell={key} />
    </div>
  );
});
