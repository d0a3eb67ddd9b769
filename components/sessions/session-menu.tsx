'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import { ArchiveIcon, MoreIcon, PencilIcon, PeopleIcon, RestoreIcon, TrashIcon } from '@/components/ui/icons';
import { Menu, type MenuAction } from '@/components/ui/menu';
import { toast } from '@/components/ui/toast';
import { useFailureText } from '@/components/ui/use-failure-text';
import { call } from '@/lib/api/client';
import { changeSession, type SessionSummary } from '@/lib/api/sessions';
import { mayChangeSession, mayDeleteSession } from '@/lib/method/permissions';
import { ChangeDialog } from './change-dialog';
import { DeleteDialog } from './delete-dialog';

/** Everything one can do with a session from the list; what one may not do is not in it. */
export function SessionMenu({ session }: { session: SessionSummary }) {
  const t = useTranslations('sessions');
  const router = useRouter();
  const textOf = useFailureText();
  const [open, setOpen] = useState<'change' | 'delete' | null>(null);
  const { id, title, archivedAt } = session;
  const archive = async (archived: boolean) => {
    const result = await call(changeSession, { params: { sessionId: id }, body: { archived } });
    if (!result.ok) return toast.problem(textOf(result.error));
    const undo = { label: t('undo'), onAction: () => void archive(!archived) };
    toast.done(t(archived ? 'archived' : 'unarchived', { title }), undo);
    router.refresh();
  };
  const items: MenuAction[] = [
    {
      id: 'people',
      label: t('actions.people'),
      icon: <PeopleIcon />,
      onAction: () => router.push(`/sessions/${id}/people`),
    },
  ];
  if (mayChangeSession(session)) {
    items.unshift({
      id: 'change',
      label: t('actions.change'),
      icon: <PencilIcon />,
      onAction: () => setOpen('change'),
    });
    items.push(
      archivedAt
        ? { id: 'unarchive', label: t('actions.unarchive'), icon: <RestoreIcon />, onAction: () => void archive(false) }
        : { id: 'archive', label: t('actions.archive'), icon: <ArchiveIcon />, onAction: () => void archive(true) },
    );
  }
  if (mayDeleteSession(session)) {
    items.push({
      id: 'delete',
      label: t('actions.delete'),
      icon: <TrashIcon />,
      danger: true,
      onAction: () => setOpen('delete'),
    });
  }
  return (
    <>
      <Menu
        label={t('row.actions', { title })}
        align="end"
        items={items}
        trigger={
          <IconButton label={t('row.actions', { title })} tooltip={false}>
            <MoreIcon />
          </IconButton>
        }
      />
      {open === 'change' ? <ChangeDialog session={session} onClose={() => setOpen(null)} /> : null}
      {open === 'delete' ? <DeleteDialog session={session} onClose={() => setOpen(null)} /> : null}
    </>
  );
}
