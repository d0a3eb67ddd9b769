/** Runs work of one key one after the other, whether what came before went well or not; different keys do not wait for each other. */
export type Queue = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** A queue per key, within this process. */
export function queuePerKey(): Queue {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const next = (last.get(key) ?? Promise.resolve()).then(work, work);
    const settled = next
      .catch(() => undefined)
      .finally(() => {
        if (last.get(key) === settled) last.delete(key);
      });
    last.set(key, settled);
    return next;
  };
}
