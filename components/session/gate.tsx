'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useState } from 'react';
import { Button, ButtonLink } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import { CLOSE } from '@/lib/collab/protocol';
import { Damaged } from './damaged';
import { useLink } from './room-context';

const SLOW_MS = 6_000;

/** Shown until the journey is here: never an empty board that looks like a lost one. */
export function Loading() {
  const t = useTranslations('live');
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" className="flex flex-1 flex-col items-center justify-center gap-4 p-8 text-lg">
      <svg width="180" height="36" viewBox="0 0 180 36" aria-hidden="true" className="motion-safe:animate-pulse">
        <path d="M18 18H162" stroke="var(--color-line-0)" strokeWidth="9" />
        {[18, 90, 162].map((x) => (
          <circle key={x} cx={x} cy="18" r="12" fill="#fff" stroke="var(--color-line-0)" strokeWidth="9" />
        ))}
      </svg>
      <p>{t('loading')}</p>
      {slow ? <p className="text-ink-soft">{t('loadingSlow')}</p> : null}
    </div>
  );
}

const REASONS: Record<number, 'signedOut' | 'removed' | 'gone' | 'tooOld'> = {
  [CLOSE.signedOut]: 'signedOut',
  [CLOSE.removed]: 'removed',
  [CLOSE.sessionGone]: 'gone',
  [CLOSE.tooOld]: 'tooOld',
};

function Ended({ code }: { code: number }) {
  const t = useTranslations('live');
  const reason = REASONS[code] ?? 'broken';
  const reloads = reason === 'tooOld' || reason === 'broken';
  return (
    <div role="alert" className="mx-auto flex max-w-xl flex-1 flex-col items-start justify-center gap-4 p-8">
      <h1 className="font-bold text-3xl">{t(`ended.${reason}`)}</h1>
      <p className="text-lg">{t(`ended.${reason}Help`)}</p>
      {reloads ? (
        <Button variant="primary" onPress={() => window.location.reload()}>
          {t('reload')}
        </Button>
      ) : (
        <ButtonLink variant="outline" href="/">
          {t('toSessions')}
        </ButtonLink>
      )}
    </div>
  );
}

/** Lets the journey through once it is really here, and says so when it is over. */
export function Gate({ children }: { children: ReactNode }) {
  const t = useTranslations('live.refused');
  const loaded = useLink((link) => link.loaded);
  const unreadable = useLink((link) => link.unreadable);
  const ended = useLink((link) => link.ended);
  const refused = useLink((link) => link.refused);
  const hasLost = useLink((link) => link.lost.length > 0);
  useEffect(() => {
    if (refused) toast.problem(t(refused.reason));
  }, [refused, t]);
  // The dialog with the texts says the same and more; on a phone the toast would lie over them.
  useEffect(() => {
    if (hasLost) toast.clear();
  }, [hasLost]);
  if (ended !== null) return <Ended code={ended} />;
  if (loaded) return children;
  return unreadable ? <Damaged /> : <Loading />;
}
