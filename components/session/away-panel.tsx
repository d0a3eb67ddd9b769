'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { ChevronDownIcon } from '@/components/ui/icons';
import type { AwayNews } from '@/lib/collab/away';
import { announce } from './announce';
import { AwayChange } from './away-change';
import { BothWroteItem } from './both-wrote';
import { useLink, useRoom } from './room-context';

/** More than this are shown when somebody asks. */
const SHOWN = 9;

function Details({ news, id }: { news: AwayNews; id: string }) {
  const t = useTranslations('live.away');
  const { changes, both } = news;
  const [isAll, setAll] = useState(changes.length <= SHOWN + 1);
  return (
    <section
      id={id}
      aria-label={t('list')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-[42dvh] overflow-y-auto bg-paper px-3 py-3 md:px-5"
    >
      {both.length > 0 ? (
        <ul className="mb-3 grid gap-2 xl:grid-cols-2">
          {both.map((item) => (
            <li key={`${item.id}${item.field}${item.other}`}>
              <BothWroteItem both={item} />
            </li>
          ))}
        </ul>
      ) : null}
      <ul className="grid gap-x-5 gap-y-1 sm:grid-cols-2 xl:grid-cols-3">
        {(isAll ? changes : changes.slice(0, SHOWN)).map((change) => (
          <li key={change.id}>
            <AwayChange change={change} />
          </li>
        ))}
      </ul>
      {isAll ? null : (
        <Button variant="quiet" size="sm" className="mt-1 min-h-11" onPress={() => setAll(true)}>
          {t('all', { count: changes.length })}
        </Button>
      )}
    </section>
  );
}

function News({ news, onClose }: { news: AwayNews; onClose: () => void }) {
  const t = useTranslations('live.away');
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const { changes, both } = news;
  const summary = [
    changes.length > 0 ? t('count', { count: changes.length }) : '',
    both.length > 0 ? t('both', { count: both.length }) : '',
  ]
    .filter(Boolean)
    .join(' · ');
  useEffect(() => announce(`${t('title')}: ${summary}`), [t, summary]);
  return (
    <section aria-labelledby={`${id}title`} className="border-info border-b-2 bg-info-soft print:hidden">
      <div className="flex flex-wrap items-center gap-x-4 px-5 py-0.5">
        <div className="min-w-0 flex-1 basis-56 py-1">
          <h2 id={`${id}title`} className="mr-2 inline font-extrabold text-base">
            {t('title')}
          </h2>
          <p className="inline">{summary}</p>
        </div>
        <div className="flex gap-2">
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            onClick={() => setOpen(!isOpen)}
            className="group flex min-h-11 items-center gap-1.5 rounded-md px-3 font-bold hover:bg-paper"
          >
            {t('look')}
            <ChevronDownIcon className="size-5 transition-transform group-aria-expanded:rotate-180" />
          </button>
          <button type="button" onClick={onClose} className="min-h-11 rounded-md px-3 font-bold hover:bg-paper">
            {t('put')}
          </button>
        </div>
      </div>
      {isOpen ? <Details news={news} id={id} /> : null}
    </section>
  );
}

/**
 * What others did while there was no link. A strip where the bad news of the link was, so that nothing moves; takes no
 * focus, covers nothing, opens when somebody asks and stays until it is put away.
 */
export function AwayPanel() {
  const room = useRoom();
  const news = useLink((link) => link.away);
  const ended = useLink((link) => link.ended);
  if (!news || ended !== null) return null;
  return <News news={news} onClose={() => room.link.setState({ away: null })} />;
}
