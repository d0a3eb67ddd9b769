'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useActor, useJourney, useRoom, useScreen } from '@/components/session/room-context';
import { useLocalised } from '@/components/session/texts';
import { lineStyle } from '@/components/ui/colours';
import { LineBadge } from '@/components/ui/line-badge';
import type { TouchpointId } from '@/lib/core/ids';
import { cellKey } from '@/lib/journey/journey';
import { callName, lineLetter, type Persona } from '@/lib/journey/persona';
import { mayEditJourney } from '@/lib/method/permissions';
import { type Phase, phaseModels } from '@/lib/method/phase-models';
import { AddStation } from './add-station';
import { LineListStation } from './line-list-station';
import { PersonaDialog } from './persona-dialog';

const NONE: readonly TouchpointId[] = [];

function PhaseSection({ persona, phase }: { persona: Persona; phase: Phase }) {
  const t = useTranslations('board');
  const text = useLocalised();
  const editable = mayEditJourney(useActor());
  const ids = useJourney((journey) => journey.cells.get(cellKey(persona.id, phase.key))) ?? NONE;
  const [adding, setAdding] = useState(false);
  const label = t('addIn', { phase: text(phase.name), name: persona.name });
  return (
    <section aria-labelledby={`phase-${phase.key}`}>
      <div className="border-rule border-y bg-zone px-4 py-3">
        <h3 id={`phase-${phase.key}`} className="font-bold text-xl">
          {text(phase.name)}
        </h3>
        <p className="leading-snug text-ink-soft">{text(phase.question)}</p>
      </div>
      <div className={`line-down relative py-2 ${ids.length === 0 ? 'line-down-gap' : ''}`}>
        <ol>
          {ids.map((id, index) => (
            <LineListStation
              key={id}
              id={id}
              place={{ row: 0, col: 0, index, count: ids.length, phaseName: text(phase.name) }}
            />
          ))}
        </ol>
        <div className="relative py-2 pr-4 pl-[4.25rem]">
          {adding ? <AddStation personaId={persona.id} phase={phase.key} onDone={() => setAdding(false)} /> : null}
          {ids.length === 0 && !adding ? (
            <p className="rounded-lg border-2 border-edge border-dashed bg-paper px-3.5 py-2.5">
              <span className="block font-semibold">{t('emptyCell')}</span>
              <span className="text-ink-soft">
                {text(phase.emptyQuestion).replace('{name}', callName(persona.name) || t('thisPersona'))}
              </span>
            </p>
          ) : null}
          {editable && !adding ? (
            <button
              type="button"
              data-add=""
              onClick={() => setAdding(true)}
              className="mt-2 min-h-11 rounded-lg px-2 font-semibold text-ink underline underline-offset-4"
            >
              + {t('addHere')}
              <span className="sr-only">: {label}</span>
            </button>
          ) : null}
        </div>
      </div>
    </section>
  );
}

function PersonaTabs({ personas, chosen }: { personas: readonly Persona[]; chosen: Persona }) {
  const t = useTranslations('board');
  const room = useRoom();
  return (
    <nav aria-label={t('personas')} className="sticky top-0 z-20 border-rule border-b bg-paper">
      <ul className="flex gap-2 overflow-x-auto px-4 py-2.5">
        {personas.map((persona) => (
          <li key={persona.id} className="shrink-0">
            <button
              type="button"
              aria-pressed={persona.id === chosen.id}
              onClick={() => room.screen.setState({ persona: persona.id })}
              className={`flex min-h-12 max-w-52 items-center gap-2.5 rounded-lg border-2 py-1 pr-3.5 pl-1.5 font-semibold ${
                persona.id === chosen.id ? 'border-ink' : 'border-edge'
              }`}
            >
              <LineBadge letter={lineLetter(persona.line)} line={persona.line} size="sm" />
              <span className="truncate">{persona.name || t('unnamed')}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The board on a phone: one persona at a time, its line going down through the phases. */
export function LineList() {
  const t = useTranslations('board');
  const personas = useJourney((journey) => journey.personas);
  const model = useJourney((journey) => journey.meta.phaseModel);
  const chosenId = useScreen((screen) => screen.persona);
  const chosen = personas.find(({ id }) => id === chosenId) ?? personas[0];
  const [editing, setEditing] = useState(false);
  if (!chosen) return null;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto pb-24" style={lineStyle(chosen.line)}>
      <PersonaTabs personas={personas} chosen={chosen} />
      <div className="flex items-start justify-between gap-3 px-4 py-3">
        <div className="min-w-0">
          <h2 className="font-bold text-2xl wrap-break-word">{chosen.name || t('unnamed')}</h2>
          <p className="leading-snug text-ink-soft wrap-break-word">{chosen.summary}</p>
        </div>
        <button
          type="button"
          onClick={() => setEditing(true)}
          className="min-h-11 shrink-0 rounded-lg px-2 font-semibold underline underline-offset-4"
        >
          {t('personaMore')}
        </button>
      </div>
      {phaseModels[model].phases.map((phase) => (
        <PhaseSection key={`${chosen.id}${phase.key}`} persona={chosen} phase={phase} />
      ))}
      {editing ? <PersonaDialog persona={chosen} onClose={() => setEditing(false)} /> : null}
    </div>
  );
}
