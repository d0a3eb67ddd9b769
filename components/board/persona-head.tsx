'use client';

import { useDraggable } from '@dnd-kit/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useActor, useRoom, useScreen } from '@/components/session/room-context';
import { LineBadge } from '@/components/ui/line-badge';
import type { Persona } from '@/lib/journey/persona';
import { lineLetter } from '@/lib/journey/persona';
import { mayEditJourney } from '@/lib/method/permissions';
import { PERSONA_DRAG } from './drop-mark';
import { PersonaDialog } from './persona-dialog';

/** The start of a line: its letter, who it is, and a way to change that. */
export function PersonaHead({ persona, row }: { persona: Persona; row: number }) {
  const t = useTranslations('board');
  const room = useRoom();
  const actor = useActor();
  const [open, setOpen] = useState(false);
  const stop = `persona:${persona.id}`;
  const isStop = useScreen((screen) => screen.stop === stop);
  const { setNodeRef, listeners } = useDraggable({
    id: `${PERSONA_DRAG}${persona.id}`,
    disabled: !mayEditJourney(actor),
  });
  return (
    // biome-ignore lint/a11y/useSemanticElements: see Cell: the roles make the table
    // biome-ignore lint/a11y/useFocusableInteractive: the button inside takes the focus
    <div role="rowheader" className="sticky left-0 z-20 border-rule border-r border-b bg-paper">
      <button
        type="button"
        ref={setNodeRef}
        data-stop={stop}
        data-persona={persona.id}
        data-row={row}
        data-col={0}
        tabIndex={isStop ? 0 : -1}
        onFocus={() => room.screen.setState({ stop })}
        onClick={() => setOpen(true)}
        {...listeners}
        className="flex h-full w-full items-start gap-3 px-4 py-4 text-left hover:bg-zone"
      >
        <LineBadge letter={lineLetter(persona.line)} line={persona.line} />
        <span className="min-w-0">
          <span className="block text-base font-bold leading-tight wrap-break-word">
            {persona.name || t('unnamed')}
          </span>
          <span className="mt-1 block text-sm leading-snug text-ink-soft wrap-break-word">{persona.summary}</span>
        </span>
      </button>
      {open ? <PersonaDialog persona={persona} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}
