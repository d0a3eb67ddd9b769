'use client';

import { useTranslations } from 'next-intl';
import { type Ref, useState } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import { EyeIcon, EyeOffIcon } from '@/components/ui/icons';
import { TextField } from '@/components/ui/text-field';

/** A password that can be pasted, filled by a password manager, and looked at (A26). */
export function PasswordField({
  value,
  onChange,
  error,
  description,
  autoComplete,
  inputRef,
}: {
  value: string;
  onChange: (value: string) => void;
  error: string | null;
  description?: string;
  autoComplete: 'current-password' | 'new-password';
  inputRef: Ref<HTMLInputElement>;
}) {
  const t = useTranslations('account');
  const [shown, setShown] = useState(false);
  return (
    <TextField
      label={t('password')}
      name="password"
      type={shown ? 'text' : 'password'}
      autoComplete={autoComplete}
      autoCorrect="off"
      spellCheck="false"
      isRequired
      value={value}
      onChange={onChange}
      error={error}
      description={description}
      inputRef={inputRef}
      suffix={
        <IconButton label={shown ? t('hidePassword') : t('showPassword')} onPress={() => setShown(!shown)}>
          {shown ? <EyeOffIcon /> : <EyeIcon />}
        </IconButton>
      }
    />
  );
}
