'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { Form } from '@/components/ui/form';
import { TextField } from '@/components/ui/text-field';
import { useFieldErrors } from '@/components/ui/use-field-errors';
import { tokenIn } from './token';

/** For whoever has a link but did not open it. */
export function PasteForm({ onToken }: { onToken: (token: string) => void }) {
  const t = useTranslations('join.paste');
  const [link, setLink] = useState('');
  const refs = { link: useRef<HTMLInputElement>(null) };
  const { errors, check, forget } = useFieldErrors(refs, null);
  const submit = () => {
    const token = tokenIn(link);
    if (check({ link: token ? undefined : t('wrong') }) && token) onToken(token);
  };
  return (
    <>
      <h1 className="font-extrabold text-2xl">{t('title')}</h1>
      <p className="mt-2 mb-7 text-ink-soft">{t('intro')}</p>
      <Form onSubmit={submit} submitLabel={t('submit')} isPending={false} failure={null}>
        <TextField
          label={t('label')}
          value={link}
          onChange={(value) => {
            setLink(value);
            forget('link');
          }}
          error={errors.link}
          autoComplete="off"
          autoCorrect="off"
          spellCheck="false"
          inputMode="url"
          isRequired
          inputRef={refs.link}
        />
      </Form>
    </>
  );
}
