'use client';

import { useTranslations } from 'next-intl';
import { Fragment, memo, useRef } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { useJourney, useRoom } from '@/components/session/room-context';
import { useLocalised } from '@/components/session/texts';
import { lineStyle } from '@/components/ui/colours';
import type { TouchpointId } from '@/lib/core/ids';
import { cellKey, type Journey } from '@/lib/journey/journey';
import type { Persona } from '@/lib/journey/persona';
import { type Phase, phaseModels } from '@/lib/method/phase-models';
import { Cell } from './cell';
import { PersonaHead } from './persona-head';
import { directionOf, nextStop } from './stops';
import { trackKinds } from './track';
import { useOwnPointer } from './use-own-pointer';
import { usePersonaKeys } from './use-persona-keys';
import { useStationKeys } from './use-station-keys';
import { useStopRepair } from './use-stop-repair';

/** Width of a station's place on the board, in rem: enough for two words a line. */
const STATION_REM = 6.05;
const EMPTY_REM = 12;

const countsOf = (journey: Journey, persona: Persona, phases: readonly Phase[]): readonly number[] =>
  phases.map(({ key }) => journey.cells.get(cellKey(persona.id, key))?.length ?? 0);

/** The most stations that any persona has in each phase: it decides how wide the zones are, so that lines stay straight. */
function useZoneWidths(phases: readonly Phase[]): string {
  const most = useStore(
    useRoom().journey,
    useShallow((journey) =>
      phases.map((_, at) =>
        Math.max(0, ...journey.personas.map((persona) => countsOf(journey, persona, phases)[at] ?? 0)),
      ),
    ),
  );
  return most
    .map((count) => `minmax(${Math.max(EMPTY_REM, count * STATION_REM + 1)}rem, ${Math.max(2, count)}fr)`)
    .join(' ');
}

function PhaseHeads({ phases }: { phases: readonly Phase[] }) {
  const t = useTranslations('board');
  const text = useLocalised();
  return (
    // biome-ignore lint/a11y/useSemanticElements: see Cell: the roles make the table
    // biome-ignore lint/a11y/useFocusableInteractive: headers are read, not operated
    <div role="row" className="contents">
      {/* biome-ignore lint/a11y/useSemanticElements: see Cell */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: see above */}
      <div role="columnheader" className="sticky top-0 left-0 z-40 border-rule border-r border-b bg-paper">
        <span className="sr-only">{t('personas')}</span>
      </div>
      {phases.map((phase, at) => (
        // biome-ignore lint/a11y/useSemanticElements: see Cell
        // biome-ignore lint/a11y/useFocusableInteractive: see above
        <div
          key={phase.key}
          role="columnheader"
          className={`sticky top-0 z-30 border-rule border-r border-b px-5 py-3.5 ${at % 2 ? 'bg-paper' : 'bg-zone'}`}
        >
          <span className="block text-xl font-bold">{text(phase.name)}</span>
          <span className="mt-0.5 block max-w-80 text-sm leading-snug text-ink-soft">{text(phase.question)}</span>
        </div>
      ))}
    </div>
  );
}

const PersonaRow = memo(function PersonaRow({
  persona,
  row,
  phases,
}: {
  persona: Persona;
  row: number;
  phases: readonly Phase[];
}) {
  const counts = useStore(
    useRoom().journey,
    useShallow((journey) => countsOf(journey, persona, phases)),
  );
  const kinds = trackKinds(counts);
  return (
    // biome-ignore lint/a11y/useSemanticElements: see Cell
    // biome-ignore lint/a11y/useFocusableInteractive: see above
    <div role="row" className="contents" style={lineStyle(persona.line)}>
      <PersonaHead persona={persona} row={row} />
      {phases.map((phase, at) => (
        <Cell
          key={phase.key}
          personaId={persona.id}
          personaName={persona.name}
          phase={phase}
          row={row}
          col={at + 1}
          track={kinds[at] ?? 'gap'}
        />
      ))}
    </div>
  );
});

/** The board from afar: every persona a line, every phase a zone, every touchpoint a station (design §2). */
export function Network({ onMove }: { onMove: (id: TouchpointId) => void }) {
  const t = useTranslations('board');
  const personas = useJourney((journey) => journey.personas);
  const model = useJourney((journey) => journey.meta.phaseModel);
  const { phases } = phaseModels[model];
  const board = useRef<HTMLDivElement>(null);
  const widths = useZoneWidths(phases);
  const pointer = useOwnPointer();
  const stationKeys = useStationKeys(onMove);
  const personaKeys = usePersonaKeys();
  useStopRepair(board);

  return (
    <Fragment>
      <p id="board-keys" className="sr-only">
        {t('keys')}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: see Cell */}
      <div
        ref={board}
        role="grid"
        aria-label={t('board')}
        aria-describedby="board-keys"
        className="grid min-w-full auto-rows-[minmax(12.5rem,auto)] grid-rows-[auto] print:block"
        style={{ gridTemplateColumns: `minmax(12.5rem, 14.5rem) ${widths}` }}
        onKeyDown={(event) => {
          const target = (event.target as HTMLElement).closest<HTMLElement>('[data-stop]');
          if (!target || !board.current || stationKeys(event, target) || personaKeys(event, target)) return;
          const direction = directionOf(event);
          if (!direction) return;
          event.preventDefault();
          nextStop(board.current, target, direction).focus();
        }}
        {...pointer}
      >
        <PhaseHeads phases={phases} />
        {personas.map((persona, row) => (
          <PersonaRow key={persona.id} persona={persona} row={row} phases={phases} />
        ))}
      </div>
    </Fragment>
  );
}
