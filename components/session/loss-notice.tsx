'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { AlertIcon, ChevronDownIcon } from '@/components/ui/icons';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/ui/use-action';
import { useFailureText } from '@/components/ui/use-failure-text';
import { call } from '@/lib/api/client';
import { dismissLoss } from '@/lib/api/recovery';
import type { Loss } from '@/lib/collab/protocol';
import { formatMoment } from '@/lib/core/dates';
import { mayDismissLoss } from '@/lib/method/permissions';
import { announce } from './announce';
import { useActor, useLink, useRoom, useSession } from './room-context';

/** Takes the notice away for everybody in the session. */
function Seen() {
  const t = useTranslations('live.loss');
  const textOf = useFailureText();
  const room = useRoom();
  const { id } = useSession();
  const seen = useAction(
    async () => {
      const reply = await call(dismissLoss, { params: { sessionId: id } });
      if (!reply.ok) toast.problem(textOf(reply.error));
      return reply;
    },
    () => {
      room.link.setState({ loss: null });
      announce(t('gone'));
      // The button is gone, and focus must be somewhere.
      document.getElementById('main')?.focus();
    },
  );
  return (
    <Button size="sm" className="min-h-11" onPress={seen.run} isPending={seen.isPending}>
      {t('seen')}
    </Button>
  );
}

function Notice({ loss: { edits, since } }: { loss: Loss }) {
  const t = useTranslations('live.loss');
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const mayDismiss = mayDismissLoss(useActor());
  const summary = t('text', { edits, since: formatMoment(since, useLocale()) });
  useEffect(() => announce(`${t('title')}. ${summary}`), [t, summary]);
  return (
    <section aria-labelledby={`${id}title`} className="border-warn border-b-2 bg-warn-soft print:hidden">
      <div className="flex flex-wrap items-center gap-x-4 py-0.5 pr-5 pl-13">
        <div className="relative min-w-0 flex-1 basis-56 py-1">
          <AlertIcon className="absolute top-1.5 -left-8 size-5 text-warn" />
          <h2 id={`${id}title`} className="mr-2 inline font-extrabold text-base">
            {t('title')}
          </h2>
          <p className="inline">{summary}</p>
        </div>
        <div className="-ml-3 flex flex-wrap gap-2 py-1">
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            onClick={() => setOpen(!isOpen)}
            className="group flex min-h-11 items-center gap-1.5 rounded-md px-3 font-bold hover:bg-paper"
          >
            {t('help')}
            <ChevronDownIcon className="size-5 transition-transform group-aria-expanded:rotate-180" />
          </button>
          {mayDismiss ? <Seen /> : null}
        </div>
      </div>
      {isOpen ? (
        <ul id={id} className="list-disc space-y-1 bg-paper py-3 pr-5 pl-13 marker:text-warn">
          <li>{t('comesBack')}</li>
          <li>{t('backup')}</li>
          <li>{t(mayDismiss ? 'lead' : 'wait')}</li>
        </ul>
      ) : null}
    </section>
  );
}

/**
 * Tells everybody that the server lost edits that were stored. A strip above the page, as news about the link is: it takes no focus,
 * covers nothing, opens when somebody asks, and stays until the journey lead has seen it.
 */
export function LossNotice() {
  const loss = useLink((link) => link.loss);
  const isShown = useLink((link) => link.loaded && link.ended === null);
  return loss && isShown ? <Notice loss={loss} /> : null;
}
