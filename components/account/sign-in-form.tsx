'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { Form } from '@/components/ui/form';
import { TextField } from '@/components/ui/text-field';
import { useAction } from '@/components/ui/use-action';
import { useFieldErrors } from '@/components/ui/use-field-errors';
import { signIn } from '@/lib/api/account';
import { call } from '@/lib/api/client';
import { PasswordField } from './password-field';

/** Signing in with e-mail address and password. */
export function SignInForm() {
  const t = useTranslations('account');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const refs = { email: useRef<HTMLInputElement>(null), password: useRef<HTMLInputElement>(null) };
  const enter = useAction(
    () => call(signIn, { body: { email: email.trim(), password } }),
    // A full load: nothing that was rendered for "nobody" stays behind.
    () => window.location.assign('/sessions'),
    { staysPending: true },
  );
  const { errors, check, forget } = useFieldErrors(refs, enter.failure);
  const submit = () => {
    const isEmail = /^\S+@\S+$/.test(email.trim());
    const ready = check({
      email: isEmail ? undefined : t('fill.email'),
      password: password ? undefined : t('fill.password'),
    });
    if (ready) void enter.run();
  };
  return (
    <Form onSubmit={submit} submitLabel={t('signIn')} isPending={enter.isPending} failure={enter.failure}>
      <TextField
        label={t('email')}
        name="email"
        type="email"
        inputMode="email"
        autoComplete="username"
        isRequired
        value={email}
        onChange={(value) => {
          setEmail(value);
          forget('email');
        }}
        error={errors.email}
        inputRef={refs.email}
      />
      <PasswordField
        value={password}
        onChange={(value) => {
          setPassword(value);
          forget('password');
        }}
        error={errors.password ?? null}
        autoComplete="current-password"
        inputRef={refs.password}
      />
    </Form>
  );
}
