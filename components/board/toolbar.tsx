'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { announce } from '@/components/session/announce';
import { useActor, useJourney, useRoom, useSession, useUndoState } from '@/components/session/room-context';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { PlusIcon, RedoIcon, TrashIcon, UndoIcon } from '@/components/ui/icons';
import { mayEditJourney } from '@/lib/method/permissions';
import { BinDialog } from './bin-dialog';
import { PersonaDialog } from './persona-dialog';

function EditTools() {
  const t = useTranslations('board');
  const room = useRoom();
  const { canUndo, canRedo } = useUndoState();
  const binned = useJourney(({ bin }) => bin.personas.length + bin.touchpoints.length);
  const [dialog, setDialog] = useState<'bin' | 'persona' | null>(null);
  return (
    <div role="toolbar" aria-label={t('tools')} className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <IconButton
        label={t('undo')}
        isDisabled={!canUndo}
        onPress={() => {
          room.undo();
          announce(t('undone'));
        }}
      >
        <UndoIcon />
      </IconButton>
      <IconButton
        label={t('redo')}
        isDisabled={!canRedo}
        onPress={() => {
          room.redo();
          announce(t('redone'));
        }}
      >
        <RedoIcon />
      </IconButton>
      <IconButton label={t('binCount', { count: binned })} onPress={() => setDialog('bin')}>
        <TrashIcon />
      </IconButton>
      <Button variant="outline" size="sm" onPress={() => setDialog('persona')}>
        <PlusIcon />
        {t('addPersona')}
      </Button>
      {dialog === 'bin' ? <BinDialog onClose={() => setDialog(null)} /> : null}
      {dialog === 'persona' ? <PersonaDialog onClose={() => setDialog(null)} /> : null}
    </div>
  );
}

/** Above the board: the one message that every line carries, and the tools. */
export function Toolbar() {
  const t = useTranslations('board');
  const actor = useActor();
  const { campaignMessage } = useSession();
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-rule border-b bg-paper px-5 py-2.5 print:hidden">
      <p className="min-w-0 flex-1 basis-64 leading-snug">
        {campaignMessage ? (
          <>
            <span className="mr-2 font-semibold">{t('campaignMessage')}</span>
            <span className="text-ink-soft">“{campaignMessage}”</span>
          </>
        ) : (
          <span className="text-ink-soft">{t('noCampaignMessage')}</span>
        )}
      </p>
      {mayEditJourney(actor) ? <EditTools /> : <p className="font-semibold">{t('watching')}</p>}
    </div>
  );
}
