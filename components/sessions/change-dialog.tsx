'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Form } from '@/components/ui/form';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/ui/use-action';
import { call } from '@/lib/api/client';
import { changeSession, type SessionSummary } from '@/lib/api/sessions';
import { detailsOf, SessionFields, useDetails } from './session-fields';

/** Changes title, campaign message and moment of a session. */
export function ChangeDialog({ session, onClose }: { session: SessionSummary; onClose: () => void }) {
  const t = useTranslations('sessions');
  const common = useTranslations('common');
  const router = useRouter();
  const save = useAction(
    (body: ReturnType<typeof form.body>) => call(changeSession, { params: { sessionId: session.id }, body }),
    () => {
      toast.done(t('changed'));
      router.refresh();
      onClose();
    },
  );
  const form = useDetails(detailsOf(session), save.failure);
  return (
    <Dialog title={t('change.title')} onClose={onClose}>
      <Form
        onSubmit={() => {
          if (form.isReady()) void save.run(form.body());
        }}
        submitLabel={common('save')}
        isPending={save.isPending}
        failure={save.failure}
        cancel={<Button onPress={onClose}>{common('cancel')}</Button>}
      >
        <SessionFields form={form} />
      </Form>
    </Dialog>
  );
}
