'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useActor, useJourney, useScreen } from '@/components/session/room-context';
import { useUndoKeys } from '@/components/session/use-undo-keys';
import { Button } from '@/components/ui/button';
import { useMedia } from '@/components/ui/use-media';
import type { TouchpointId } from '@/lib/core/ids';
import { mayEditJourney } from '@/lib/method/permissions';
import { DragLayer } from './drag-layer';
import { LineList } from './line-list';
import { Network } from './network';
import { PersonaDialog } from './persona-dialog';
import { Toolbar } from './toolbar';

/** From this width on the network fits; below it, a list per persona (A22). */
const WIDE = '(min-width: 48rem)';

function NoPersonas() {
  const t = useTranslations('board');
  const actor = useActor();
  const [adding, setAdding] = useState(false);
  return (
    <div className="mx-auto flex max-w-xl flex-col items-start gap-4 px-6 py-16">
      <h2 className="font-bold text-3xl">{t('noPersonas')}</h2>
      <p className="text-lg text-ink-soft">{t('noPersonasHelp')}</p>
      {mayEditJourney(actor) ? (
        <Button variant="primary" onPress={() => setAdding(true)}>
          {t('addFirstPersona')}
        </Button>
      ) : null}
      {adding ? <PersonaDialog onClose={() => setAdding(false)} /> : null}
    </div>
  );
}

/** The journey, at the distance that fits the screen. The dialog and sheet beside it come from the page. */
export function Board({ onMove }: { onMove: (id: TouchpointId) => void }) {
  const wide = useMedia(WIDE);
  const empty = useJourney((journey) => journey.personas.length === 0);
  const sheetOpen = useScreen((screen) => screen.open !== null);
  useUndoKeys();
  return (
    <div className={`flex min-h-0 flex-1 flex-col ${sheetOpen ? 'md:mr-[27rem] lg:mr-[30rem]' : ''}`}>
      <Toolbar />
      {empty ? <NoPersonas /> : null}
      {!empty && wide ? (
        <div className="min-h-0 flex-1 overflow-auto overscroll-x-contain">
          <DragLayer>
            <Network onMove={onMove} />
          </DragLayer>
        </div>
      ) : null}
      {empty || wide ? null : <LineList />}
    </div>
  );
}
