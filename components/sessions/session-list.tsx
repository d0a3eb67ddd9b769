'use client';

import { useTranslations } from 'next-intl';
import { Tabs } from '@/components/ui/tabs';
import type { SessionSummary } from '@/lib/api/sessions';
import { EmptyList } from './empty-list';
import { SessionRow } from './session-row';

/** All sessions: those that run, and the archive. */
export function SessionList({ sessions }: { sessions: readonly SessionSummary[] }) {
  const t = useTranslations('sessions');
  const running = sessions.filter(({ archivedAt }) => archivedAt === null);
  const archived = sessions.filter(({ archivedAt }) => archivedAt !== null);
  if (sessions.length === 0) return <EmptyList />;
  return (
    <Tabs
      label={t('tabs.label')}
      tabs={[
        {
          id: 'running',
          label: t('tabs.running', { count: String(running.length) }),
          content: running.length === 0 ? <EmptyList /> : <Rows sessions={running} />,
        },
        {
          id: 'archived',
          label: t('tabs.archived', { count: String(archived.length) }),
          content:
            archived.length === 0 ? (
              <p className="py-6 text-ink-soft text-lg">{t('emptyArchive')}</p>
            ) : (
              <Rows sessions={archived} />
            ),
        },
      ]}
    />
  );
}

function Rows({ sessions }: { sessions: readonly SessionSummary[] }) {
  return (
    <ul className="-mt-5">
      {sessions.map((session) => (
        <SessionRow key={session.id} session={session} />
      ))}
    </ul>
  );
}
