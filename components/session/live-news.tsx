'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import type { Others } from './presence-store';
import { useRoom } from './room-context';

/** News about others is told at most this often (checks A13), in milliseconds. */
const EVERY_MS = 5_000;

const namesOf = (others: Others): ReadonlyMap<string, string> =>
  new Map([...others.values()].map(({ member }) => [member.memberId, member.name]));

const missing = (from: ReadonlyMap<string, string>, to: ReadonlyMap<string, string>): string[] =>
  [...from].filter(([id]) => !to.has(id)).map(([, name]) => name);

/** Tells a screen reader who came and who left, gathered so that it never talks through somebody's work. */
export function LiveNews() {
  const room = useRoom();
  const t = useTranslations('live');
  const [news, setNews] = useState('');
  const told = useRef<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      timer = undefined;
      const now = namesOf(room.others.getState());
      const joined = missing(now, told.current);
      const left = missing(told.current, now);
      told.current = now;
      const parts = [
        joined.length > 0 ? t('joined', { names: joined.join(', '), count: joined.length }) : '',
        left.length > 0 ? t('left', { names: left.join(', '), count: left.length }) : '',
      ];
      setNews(parts.filter(Boolean).join('. '));
    };
    const unsubscribe = room.others.subscribe(() => {
      timer ??= setTimeout(tell, EVERY_MS);
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [room, t]);
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {news}
    </div>
  );
}
