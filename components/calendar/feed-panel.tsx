'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { announce } from '@/components/session/announce';
import { useSession } from '@/components/session/room-context';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/text-field';
import { toast } from '@/components/ui/toast';
import { call } from '@/lib/api/client';
import { createFeed, revokeFeed } from '@/lib/api/sessions';

/** A secret address for calendar programs that fetch by themselves; shown once, withdrawn at will. */
export function FeedPanel() {
  const t = useTranslations('calendar');
  const { id } = useSession();
  const [url, setUrl] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const make = async () => {
    setBusy(true);
    const made = await call(createFeed, { params: { sessionId: id } });
    setBusy(false);
    if (made.ok) setUrl(made.value.url);
    else toast.problem(made.error.message);
  };
  const stop = async () => {
    setBusy(true);
    const stopped = await call(revokeFeed, { params: { sessionId: id } });
    setBusy(false);
    if (!stopped.ok) return toast.problem(stopped.error.message);
    setUrl(null);
    toast.done(t('feedStopped'));
  };
  const copy = async () => {
    if (!url) return;
    await navigator.clipboard.writeText(url);
    announce(t('feedCopied'));
    toast.done(t('feedCopied'));
  };

  return (
    <section aria-labelledby="feed" className="mt-4 border-rule border-t-2 pt-4">
      <h3 id="feed" className="font-bold text-lg">
        {t('feed')}
      </h3>
      <p className="mb-3 text-ink-soft leading-snug">{t('feedHelp')}</p>
      {url ? (
        <div className="flex flex-col gap-3">
          <TextField label={t('feedAddress')} value={url} isReadOnly />
          <div className="flex flex-wrap gap-2">
            <Button variant="solid" size="sm" onPress={copy}>
              {t('feedCopy')}
            </Button>
            <Button variant="outline" size="sm" isDisabled={busy} onPress={stop}>
              {t('feedStop')}
            </Button>
          </div>
        </div>
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button variant="outline" size="sm" isDisabled={busy} onPress={make}>
            {t('feedMake')}
          </Button>
          <Button variant="quiet" size="sm" isDisabled={busy} onPress={stop}>
            {t('feedStop')}
          </Button>
        </div>
      )}
    </section>
  );
}
