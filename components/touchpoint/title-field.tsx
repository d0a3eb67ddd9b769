'use client';

import { useTranslations } from 'next-intl';
import { useDraft } from '@/components/session/use-draft';
import { TextField } from '@/components/ui/text-field';
import { LIMITS } from '@/lib/journey/limits';
import type { Touchpoint } from '@/lib/journey/touchpoint';
import { useEdit } from './use-edit';
import { useTyping } from './use-typing';

/** What the touchpoint is called on the board. */
export function TitleField({ touchpoint, isDisabled }: { touchpoint: Touchpoint; isDisabled: boolean }) {
  const t = useTranslations('sheet');
  const edit = useEdit(touchpoint.id);
  const typing = useTyping(touchpoint.id, 'title');
  const draft = useDraft(touchpoint.title, (value) => edit({ title: value.trim() }));
  return (
    <TextField
      label={t('title')}
      value={draft.value}
      onChange={(value) => {
        typing();
        draft.onChange(value);
      }}
      onBlur={draft.onBlur}
      maxLength={LIMITS.title}
      isReadOnly={isDisabled}
    />
  );
}
