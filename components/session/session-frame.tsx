'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { SessionBar } from '@/components/ui/session-bar';
import type { SessionReply } from '@/lib/api/sessions';
import { Announcer } from './announce';
import { AwayPanel } from './away-panel';
import { FollowRole } from './follow-role';
import { Loading } from './gate';
import { LiveNews } from './live-news';
import { LossNotice } from './loss-notice';
import { LostTexts } from './lost-texts';
import { PeopleHere } from './people-here';
import { RoomProvider } from './room-context';
import { SaveMark, SaveNews } from './save-mark';

const PAGES = { calendar: 'calendar', people: 'people' } as const;

/** What all pages of one session share: the room with its connection, and the bar that tells how it is doing. */
export function SessionFrame({
  session,
  home,
  children,
}: {
  session: SessionReply;
  home: string;
  children: ReactNode;
}) {
  const last = usePathname().split('/').at(-1) ?? '';
  const current = last in PAGES ? PAGES[last as keyof typeof PAGES] : 'journey';
  const bar = (live: ReactNode) => (
    <SessionBar sessionId={session.id} title={session.title} current={current} home={home} live={live} />
  );
  return (
    <RoomProvider
      session={session}
      fallback={
        <div className="flex h-dvh flex-col">
          {bar(null)}
          <Loading />
        </div>
      }
    >
      <div className="flex h-dvh flex-col">
        {bar(
          <>
            <SaveMark />
            <PeopleHere />
          </>,
        )}
        <SaveNews />
        <Announcer />
        <LiveNews />
        <LostTexts />
        <LossNotice />
        <AwayPanel />
        <FollowRole />
        <main id="main" tabIndex={-1} className="flex min-h-0 flex-1 flex-col overflow-auto">
          {children}
        </main>
      </div>
    </RoomProvider>
  );
}
