'use client';

import { useTranslations } from 'next-intl';
import { announce } from '@/components/session/announce';
import { useJourney } from '@/components/session/room-context';
import { useCommand } from '@/components/session/use-command';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { LineBadge } from '@/components/ui/line-badge';
import { lineLetter } from '@/lib/journey/persona';

/** What was removed, and back with it. Nothing in a journey is thrown away by a slip. */
export function BinDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('board');
  const run = useCommand();
  const { personas, touchpoints } = useJourney((journey) => journey.bin);
  const alive = useJourney((journey) => journey.personas);
  const restored = (title: string) => announce(t('restored', { title }));
  return (
    <Dialog title={t('bin')} isOpen onClose={onClose}>
      {personas.length + touchpoints.length === 0 ? <p className="text-ink-soft">{t('binEmpty')}</p> : null}
      <ul className="divide-y divide-rule">
        {personas.map((persona) => (
          <li key={persona.id} className="flex items-center gap-3 py-3">
            <LineBadge letter={lineLetter(persona.line)} line={persona.line} size="sm" />
            <span className="min-w-0 flex-1">
              <span className="block font-semibold wrap-break-word">{persona.name || t('unnamed')}</span>
              <span className="block text-sm text-ink-soft">{t('binPersona')}</span>
            </span>
            <Button
              variant="outline"
              size="sm"
              aria-label={t('restoreOne', { title: persona.name })}
              onPress={() => {
                run('restorePersona', { id: persona.id });
                restored(persona.name);
              }}
            >
              {t('restore')}
            </Button>
          </li>
        ))}
        {touchpoints.map(({ id, title, position }) => {
          const owner = alive.find((persona) => persona.id === position.personaId);
          return (
            <li key={id} className="flex items-center gap-3 py-3">
              {owner ? <LineBadge letter={lineLetter(owner.line)} line={owner.line} size="sm" /> : null}
              <span className="min-w-0 flex-1 font-semibold wrap-break-word">{title || t('untitled')}</span>
              <Button
                variant="outline"
                size="sm"
                aria-label={t('restoreOne', { title: title || t('untitled') })}
                onPress={() => {
                  run('restoreTouchpoint', { id });
                  restored(title || t('untitled'));
                }}
              >
                {t('restore')}
              </Button>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
