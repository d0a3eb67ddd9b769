'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { announce } from './announce';
import { useRoom } from './room-context';

/** A short field keeps the browser's own undo of its half-typed text; the shared message handles its own. */
const typesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Ctrl+Z, Ctrl+Y and their Mac forms, anywhere on the board outside a text field. */
export function useUndoKeys(): void {
  const room = useRoom();
  const t = useTranslations('board');
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if (!(event.ctrlKey || event.metaKey) || event.altKey || typesText(event.target)) return;
      const redo = key === 'y' || (key === 'z' && event.shiftKey);
      if (!redo && key !== 'z') return;
      event.preventDefault();
      if (redo) room.redo();
      else room.undo();
      announce(t(redo ? 'redone' : 'undone'));
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [room, t]);
}
