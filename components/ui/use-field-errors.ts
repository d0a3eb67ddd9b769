'use client';

import { type RefObject, useEffect, useState } from 'react';
import type { Failure } from '@/lib/api/client';

/** What is wrong per field of a form: found here before sending, or by the server. */
export type FieldErrors<Name extends string> = Readonly<Partial<Record<Name, string>>>;

type Input = HTMLInputElement | HTMLTextAreaElement;

/**
 * Keeps the errors of a form's fields, and moves the focus to the first wrong one (A27).
 * @param refs the fields in the order in which they stand
 * @param failure what the server said about the last attempt
 */
export function useFieldErrors<Name extends string>(
  refs: Readonly<Record<Name, RefObject<Input | null>>>,
  failure: Failure | null,
): {
  errors: FieldErrors<Name>;
  check: (found: FieldErrors<Name>) => boolean;
  forget: (name: Name) => void;
} {
  const [errors, setErrors] = useState({} as FieldErrors<Name>);
  const names = Object.keys(refs) as Name[];
  const focusFirst = (found: FieldErrors<Name>) => {
    const first = names.find((name) => found[name]);
    if (first) refs[first].current?.focus();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once per answer of the server; the refs never change.
  useEffect(() => {
    if (!failure?.fields) return;
    const { fields } = failure;
    const found = Object.fromEntries(names.filter((name) => fields[name]).map((name) => [name, fields[name]]));
    setErrors(found as FieldErrors<Name>);
    focusFirst(found as FieldErrors<Name>);
  }, [failure]);
  return {
    errors,
    check: (found) => {
      setErrors(found);
      focusFirst(found);
      return names.every((name) => !found[name]);
    },
    forget: (name) => setErrors((now) => ({ ...now, [name]: undefined })),
  };
}
