import type { Awareness } from 'y-protocols/awareness';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Present, presentSchema } from '@/lib/collab/presence';

/** The others in the session, by awareness client id; oneself is left out. */
export type Others = ReadonlyMap<number, Present>;

/**
 * Follows awareness as an immutable map. A state that does not parse is left out: the server sets who somebody is,
 * and what has no identity from the server is not shown.
 */
export function createPresenceStore(awareness: Awareness): { store: StoreApi<Others>; destroy: () => void } {
  const store = createStore<Others>(() => new Map());
  const onChange = ({ added, updated, removed }: { added: number[]; updated: number[]; removed: number[] }) => {
    const next = new Map(store.getState());
    for (const id of removed) next.delete(id);
    for (const id of [...added, ...updated]) {
      if (id === awareness.clientID) continue;
      const parsed = presentSchema.safeParse(awareness.getStates().get(id));
      if (parsed.success) next.set(id, parsed.data);
      else next.delete(id);
    }
    store.setState(next, true);
  };
  awareness.on('change', onChange);
  return { store, destroy: () => awareness.off('change', onChange) };
}
