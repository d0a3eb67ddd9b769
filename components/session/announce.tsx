'use client';

import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

const said = createStore<{ text: string; turn: number }>(() => ({ text: '', turn: 0 }));

/** Tells a screen reader what one's own action did. For what others did, see `LiveNews`. */
export const announce = (text: string): void => said.setState(({ turn }) => ({ text, turn: turn + 1 }));

/** The place where announcements are read from; one per page. */
export function Announcer() {
  const { text, turn } = useStore(said);
  // The trailing no-break space makes the same sentence twice in a row two different texts.
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {text + (turn % 2 ? '\u00a0' : '')}
    </div>
  );
}
