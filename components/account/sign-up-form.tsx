'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { Form } from '@/components/ui/form';
import { TextField } from '@/components/ui/text-field';
import { useAction } from '@/components/ui/use-action';
import { useFieldErrors } from '@/components/ui/use-field-errors';
import { PASSWORD_MIN, signUp } from '@/lib/api/account';
import { call } from '@/lib/api/client';
import { PasswordField } from './password-field';

type Fields = { readonly name: string; readonly email: string; readonly password: string };

const minimum = String(PASSWORD_MIN);

/** Holds what is filled in, checks it and sends it. */
function useSignUp() {
  const t = useTranslations('account');
  const [fields, setFields] = useState<Fields>({ name: '', email: '', password: '' });
  const refs = {
    name: useRef<HTMLInputElement>(null),
    email: useRef<HTMLInputElement>(null),
    password: useRef<HTMLInputElement>(null),
  };
  const make = useAction(
    () => call(signUp, { body: { ...fields, name: fields.name.trim(), email: fields.email.trim() } }),
    () => window.location.assign('/sessions'),
    { staysPending: true },
  );
  const { errors, check, forget } = useFieldErrors(refs, make.failure);
  const set = (name: keyof Fields) => (value: string) => {
    setFields((now) => ({ ...now, [name]: value }));
    forget(name);
  };
  const submit = () => {
    const ready = check({
      name: fields.name.trim() ? undefined : t('fill.name'),
      email: /^\S+@\S+\.\S+$/.test(fields.email.trim()) ? undefined : t('fill.email'),
      password: fields.password.length >= PASSWORD_MIN ? undefined : t('fill.passwordShort', { minimum }),
    });
    if (ready) void make.run();
  };
  return { fields, set, refs, errors, make, submit };
}

/** Making an organiser's account; signs in at once. */
export function SignUpForm() {
  const t = useTranslations('account');
  const { fields, set, refs, errors, make, submit } = useSignUp();
  return (
    <Form onSubmit={submit} submitLabel={t('signUp')} isPending={make.isPending} failure={make.failure}>
      <TextField
        label={t('name')}
        description={t('nameHelp')}
        name="name"
        autoComplete="name"
        maxLength={80}
        isRequired
        value={fields.name}
        onChange={set('name')}
        error={errors.name}
        inputRef={refs.name}
      />
      <TextField
        label={t('email')}
        name="email"
        type="email"
        inputMode="email"
        autoComplete="username"
        maxLength={254}
        isRequired
        value={fields.email}
        onChange={set('email')}
        error={errors.email}
        inputRef={refs.email}
      />
      <PasswordField
        value={fields.password}
        onChange={set('password')}
        error={errors.password ?? null}
        description={t('passwordHelp', { minimum })}
        autoComplete="new-password"
        inputRef={refs.password}
      />
    </Form>
  );
}
