'use client';

import type { FormEvent, ReactNode } from 'react';
import type { Failure } from '@/lib/api/client';
import { Banner } from './banner';
import { Button } from './button';
import { cx } from './cx';
import { useFailureText } from './use-failure-text';

/** A form with its one action. What the server refuses as a whole stands above the button and is read aloud. */
export function Form({
  onSubmit,
  submitLabel,
  isPending,
  failure,
  children,
  cancel,
  className,
}: {
  onSubmit: () => void;
  submitLabel: string;
  isPending: boolean;
  failure: Failure | null;
  children: ReactNode;
  cancel?: ReactNode;
  className?: string;
}) {
  const textOf = useFailureText();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    // `noValidate`: the browser's own bubbles are not tied to the field and not in the reader's language.
    <form noValidate onSubmit={submit} className={cx('flex flex-col gap-5', className)}>
      {children}
      <div aria-live="assertive" className={failure ? undefined : '-mt-5'}>
        {failure ? (
          <Banner tone="danger">
            <p className="font-semibold">{textOf(failure)}</p>
          </Banner>
        ) : null}
      </div>
      <div className="flex flex-wrap gap-3">
        <Button type="submit" variant="primary" isPending={isPending}>
          {submitLabel}
        </Button>
        {cancel}
      </div>
    </form>
  );
}
