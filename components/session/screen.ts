import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PersonaId, TouchpointId } from '@/lib/core/ids';

/** What this screen shows; ids only, everything else is in the journey. */
export type Screen = {
  /** The touchpoint whose sheet is open. */
  readonly open: TouchpointId | null;
  /** The stop of the board that Tab leads to: `station:…`, `add:…` or `persona:…`. */
  readonly stop: string | null;
  /** A station that should take the focus when it appears again, after a move to another cell. */
  readonly refocus: TouchpointId | null;
  /** The persona whose list a phone shows. */
  readonly persona: PersonaId | null;
};

/** One per mounted room, so that leaving a session leaves nothing behind. */
export const createScreen = (): StoreApi<Screen> =>
  createStore<Screen>(() => ({ open: null, stop: null, refocus: null, persona: null }));
