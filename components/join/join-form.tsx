'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { Form } from '@/components/ui/form';
import { TextField } from '@/components/ui/text-field';
import { useAction } from '@/components/ui/use-action';
import { useFieldErrors } from '@/components/ui/use-field-errors';
import { call, type Failure } from '@/lib/api/client';
import { joinSession } from '@/lib/api/sessions';
import { formatMoment } from '@/lib/core/dates';
import { roleTexts } from '@/lib/method/roles';
import type { Preview } from './preview';

/** What somebody is invited to and as what; a name, and they are in. */
export function JoinForm({
  preview,
  token,
  onRefused,
}: {
  preview: Preview;
  token: string;
  onRefused: (failure: Failure, token: string) => void;
}) {
  const t = useTranslations('join');
  const [name, setName] = useState('');
  const refs = { name: useRef<HTMLInputElement>(null) };
  const enter = useAction(
    async () => {
      const result = await call(joinSession, { body: { token, name: name.trim() } });
      // A link that was withdrawn while somebody typed a name; anything else is said in the form.
      if (!result.ok && result.error.code.startsWith('invitation')) onRefused(result.error, token);
      return result;
    },
    // A full load, without the token in the address or the history.
    ({ sessionId }) => window.location.replace(`/sessions/${sessionId}`),
    { staysPending: true },
  );
  const { errors, check, forget } = useFieldErrors(refs, enter.failure);
  const submit = () => {
    if (check({ name: name.trim() ? undefined : t('fillName') })) void enter.run();
  };
  return (
    <>
      <Invited preview={preview} />
      <Form onSubmit={submit} submitLabel={t('submit')} isPending={enter.isPending} failure={enter.failure}>
        <TextField
          label={t('name')}
          description={t('nameHelp')}
          name="name"
          autoComplete="given-name"
          maxLength={60}
          isRequired
          value={name}
          onChange={(value) => {
            setName(value);
            forget('name');
          }}
          error={errors.name}
          inputRef={refs.name}
        />
      </Form>
      <p className="mt-5 text-ink-soft">{t('noAccount')}</p>
    </>
  );
}

/** The session, one's role in it, and when. */
function Invited({ preview }: { preview: Preview }) {
  const t = useTranslations('join');
  const locale = useLocale();
  const role = roleTexts[preview.role];
  return (
    <>
      <p className="text-ink-soft">{t('invited')}</p>
      <h1 className="wrap-anywhere font-extrabold text-2xl">{preview.sessionTitle}</h1>
      <dl className="mt-5 mb-7 grid grid-cols-[max-content_1fr] gap-x-5 gap-y-2 border-ink border-y-2 py-4">
        <dt className="text-ink-soft">{t('asRole')}</dt>
        <dd>
          <span className="block font-bold">{role.name[locale]}</span>
          <span className="block text-ink-soft">{role.does[locale]}</span>
        </dd>
        {preview.startsAt ? (
          <>
            <dt className="text-ink-soft">{t('when')}</dt>
            <dd className="font-bold">{formatMoment(preview.startsAt, locale)}</dd>
          </>
        ) : null}
      </dl>
    </>
  );
}
