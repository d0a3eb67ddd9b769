'use client';

import { useState } from 'react';
import type { Failure } from '@/lib/api/client';
import type { Result } from '@/lib/core/result';

/** A call to the server that a button starts: whether it is under way, and how the last one failed. */
export type Action<Args extends readonly unknown[]> = {
  readonly run: (...args: Args) => Promise<void>;
  readonly isPending: boolean;
  readonly failure: Failure | null;
  readonly clear: () => void;
};

/**
 * Runs a call and remembers how it went. A second press while the first is under way does nothing.
 * @param onDone with the reply; the state stays pending while it leads to another page
 */
export function useAction<Args extends readonly unknown[], T>(
  work: (...args: Args) => Promise<Result<T, Failure>>,
  onDone: (value: T) => void,
  { staysPending = false }: { readonly staysPending?: boolean } = {},
): Action<Args> {
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = async (...args: Args) => {
    if (isPending) return;
    setPending(true);
    setFailure(null);
    const result = await work(...args);
    if (!result.ok) setFailure(result.error);
    if (!result.ok || !staysPending) setPending(false);
    if (result.ok) onDone(result.value);
  };
  return { run, isPending, failure, clear: () => setFailure(null) };
}
