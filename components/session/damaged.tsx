'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { useAction } from '@/components/ui/use-action';
import { useFailureText } from '@/components/ui/use-failure-text';
import { call, type Failure } from '@/lib/api/client';
import { getRecovery, type RecoveryReply, restoreJourney } from '@/lib/api/recovery';
import { formatMoment } from '@/lib/core/dates';
import { mayRestoreJourney } from '@/lib/method/permissions';
import { useActor, useSession } from './room-context';

type Moment = RecoveryReply['moments'][number];

/** In place of a journey that cannot be read: who may puts it back, the others read whom to ask. It makes way when the journey is there. */
export function Damaged() {
  const t = useTranslations('live.damaged');
  const mayRestore = mayRestoreJourney(useActor());
  return (
    <div className="mx-auto flex w-full max-w-2xl flex-1 flex-col items-start justify-center gap-4 p-8">
      <div role="alert" className="flex flex-col gap-4">
        <h1 className="font-bold text-3xl">{t('title')}</h1>
        <p className="text-lg">{t('text')}</p>
      </div>
      {mayRestore ? <Recovery /> : <p className="text-lg">{t('ask')}</p>}
    </div>
  );
}

/** What the server finds to go back to. */
function Recovery() {
  const t = useTranslations('live.damaged');
  const textOf = useFailureText();
  const { id } = useSession();
  const [found, setFound] = useState<RecoveryReply | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    let isWanted = true;
    void call(getRecovery, { params: { sessionId: id } }).then((reply) => {
      if (!isWanted) return;
      if (reply.ok) setFound(reply.value);
      else setFailure(reply.error);
    });
    return () => {
      isWanted = false;
    };
  }, [id]);
  if (failure) return <Banner tone="danger">{textOf(failure)}</Banner>;
  if (!found) return <p className="text-ink-soft">{t('looking')}</p>;
  if (!found.isDamaged) return <p className="text-lg">{t('whole')}</p>;
  if (found.moments.length === 0) return <p className="text-lg">{t('nothing')}</p>;
  return <Moments moments={found.moments} />;
}

function Moments({ moments }: { moments: readonly Moment[] }) {
  const t = useTranslations('live.damaged');
  const locale = useLocale();
  const [chosen, setChosen] = useState<Moment | null>(null);
  return (
    <>
      <p className="text-lg">{t('choose')}</p>
      <ul className="w-full border-rule border-t">
        {moments.map((moment) => (
          <li
            key={moment.point}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-rule border-b py-4"
          >
            <div className="min-w-0 flex-1 basis-60">
              <p className="font-bold">
                <time dateTime={moment.at}>{formatMoment(moment.at, locale)}</time>
              </p>
              <p>{t('holds', moment)}</p>
              <p className="text-ink-soft">{t('missing', moment)}</p>
            </div>
            <Button
              variant={moment === moments[0] ? 'primary' : 'outline'}
              aria-label={t('restoreLabel', { at: formatMoment(moment.at, locale) })}
              onPress={() => setChosen(moment)}
            >
              {t('restore')}
            </Button>
          </li>
        ))}
      </ul>
      {chosen ? <Confirm moment={chosen} onClose={() => setChosen(null)} /> : null}
    </>
  );
}

function Confirm({ moment, onClose }: { moment: Moment; onClose: () => void }) {
  const t = useTranslations('live.damaged');
  const textOf = useFailureText();
  const { id } = useSession();
  const at = formatMoment(moment.at, useLocale());
  const restore = useAction(
    () => call(restoreJourney, { params: { sessionId: id }, body: { point: moment.point } }),
    // The link keeps asking for the journey, and the page opens when it comes.
    () => undefined,
    { staysPending: true },
  );
  return (
    <ConfirmDialog
      title={t('confirm')}
      confirmLabel={t('restore')}
      onConfirm={restore.run}
      onClose={onClose}
      isPending={restore.isPending}
    >
      <p className="font-semibold">{t('confirmText', { at })}</p>
      <p>{t('missing', moment)}</p>
      <p className="text-ink-soft">{t('kept')}</p>
      {restore.failure ? (
        <Banner tone="danger" live="alert">
          {textOf(restore.failure)}
        </Banner>
      ) : null}
    </ConfirmDialog>
  );
}
