'use client';

import type { ReactNode } from 'react';
import { FieldError, Label, Text } from 'react-aria-components/TextField';
import { AlertIcon } from './icons';

/** What every form field shares. `error` is a sentence; it is tied to the field and read with it (A27). */
export type FieldProps = {
  readonly label: string;
  readonly description?: ReactNode;
  readonly error?: string | null;
  /** Keeps the label for screen readers only, where the place says it to everyone else. */
  readonly hideLabel?: boolean;
  readonly className?: string;
};

export function FieldLabel({ children, hidden }: { children: ReactNode; hidden?: boolean }) {
  return <Label className={hidden ? 'sr-only' : 'font-semibold text-sm'}>{children}</Label>;
}

export function FieldDescription({ children }: { children: ReactNode }) {
  return (
    <Text slot="description" className="text-ink-soft text-sm">
      {children}
    </Text>
  );
}

export function FieldHelp({ description, error }: Pick<FieldProps, 'description' | 'error'>) {
  return (
    <>
      {description ? <FieldDescription>{description}</FieldDescription> : null}
      <FieldError className="flex items-start gap-1.5 font-semibold text-danger text-sm">
        {error ? (
          <>
            <AlertIcon className="mt-0.5 size-4" />
            <span>{error}</span>
          </>
        ) : null}
      </FieldError>
    </>
  );
}
