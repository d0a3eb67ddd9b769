'use client';

import { useEffect, useRef, useState } from 'react';

/** How long after the last keystroke a short field is written, in milliseconds. */
const SETTLE_MS = 400;

/**
 * A short text field that is written when typing pauses or the field is left. While somebody types here, what arrives
 * from others does not touch the half-typed text; once left, the field shows what is true again.
 */
export function useDraft(
  value: string,
  commit: (value: string) => void,
): { value: string; onChange: (next: string) => void; onBlur: () => void } {
  const [draft, setDraft] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef({ draft, value, commit });
  useEffect(() => {
    latest.current = { draft, value, commit };
  });
  const flush = () => {
    clearTimeout(timer.current);
    const now = latest.current;
    if (now.draft !== null && now.draft !== now.value) now.commit(now.draft);
  };
  // Leaving the page of a field (the sheet closes) must not lose its last keystrokes.
  useEffect(() => () => flushOnUnmount(latest, timer), []);
  return {
    value: draft ?? value,
    onChange: (next) => {
      setDraft(next);
      latest.current = { ...latest.current, draft: next };
      clearTimeout(timer.current);
      timer.current = setTimeout(flush, SETTLE_MS);
    },
    onBlur: () => {
      flush();
      setDraft(null);
    },
  };
}

function flushOnUnmount(
  latest: { current: { draft: string | null; value: string; commit: (value: string) => void } },
  timer: { current: ReturnType<typeof setTimeout> | undefined },
): void {
  clearTimeout(timer.current);
  const { draft, value, commit } = latest.current;
  if (draft !== null && draft !== value) commit(draft);
}
