'use client';

import { useTranslations } from 'next-intl';
import { Button } from 'react-aria-components/Button';
import { ChevronDownIcon } from '@/components/ui/icons';
import { Popover } from '@/components/ui/popover';
import type { SaveState } from '@/lib/collab/save-mark';
import type { DeviceState } from './device-copy';
import { KeepHere } from './keep-here';
import { useDevice, useLink, useSaveState } from './room-context';

const DOT = {
  connecting: 'border-2 border-current',
  saved: 'bg-ok-bright',
  saving: 'bg-on-navy motion-safe:animate-pulse',
  unsaved: 'bg-yellow rounded-none rotate-45',
} as const;

/** How many edits that are not on the server lie on this device for certain; 0 when some of them may not. */
function keptOf(save: SaveState, { kind, kept }: DeviceState): number {
  if (save.kind !== 'unsaved' || kind !== 'on') return 0;
  return Math.min(kept, save.count);
}

function useWords(): { readonly words: string; readonly short: string } {
  const t = useTranslations('live');
  const save = useSaveState();
  const count = keptOf(save, useDevice());
  if (count > 0) return { words: t('keptHere', { count }), short: t('keptHereShort', { count }) };
  const words =
    save.kind === 'unsaved' ? (save.count > 0 ? t('unsaved', { count: save.count }) : t('offline')) : t(save.kind);
  return { words, short: words };
}

/**
 * The honest save mark: what it says follows durable acknowledgements, and ended transactions of this device's own
 * store, and nothing else. Word and shape, not colour alone. Opens what can be done about it.
 */
export function SaveMark() {
  const t = useTranslations('live');
  const save = useSaveState();
  const { words, short } = useWords();
  const mark = (
    <Button
      data-save={save.kind}
      className="group flex min-h-11 items-center gap-2 whitespace-nowrap rounded-md px-2 text-white hover:bg-navy-soft"
    >
      <span aria-hidden className={`size-2.5 shrink-0 rounded-full ${DOT[save.kind]}`} />
      <span className={save.kind === 'unsaved' ? 'font-bold' : ''}>
        {words === short ? (
          words
        ) : (
          <>
            <span className="sr-only md:not-sr-only">{words}</span>
            <span aria-hidden className="md:hidden">
              {short}
            </span>
          </>
        )}
      </span>
      <span className="sr-only">{t('whereItIs')}</span>
      <ChevronDownIcon className="-ml-0.5 size-4 text-on-navy transition-transform group-aria-expanded:rotate-180" />
    </Button>
  );
  return (
    <Popover trigger={mark} title={t('keep.title')}>
      <KeepHere />
    </Popover>
  );
}

/** Says aloud when saving stops working and when it works again; the every-second "saving" stays silent. */
export function SaveNews() {
  const t = useTranslations('live');
  const save = useSaveState();
  const device = useDevice();
  // When it is over for good (signed out, session gone), waiting for the network would be bad advice.
  const trouble = useLink((link) => link.ended) === null && save.kind === 'unsaved';
  const isKept = device.kind === 'on' && save.kind === 'unsaved' && device.kept >= save.count;
  return (
    <div role="status" aria-live="polite">
      {trouble ? (
        <p className="bg-warn-soft px-5 py-2 font-semibold text-ink print:hidden">
          {t(isKept ? 'keptHelp' : device.kind === 'off' ? 'unsavedHelpKeep' : 'unsavedHelp')}
        </p>
      ) : null}
    </div>
  );
}
