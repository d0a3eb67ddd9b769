/**
 * A queue of one: work that is handed in waits for what was handed in before, whether that went well or not.
 * Within one process only; several processes need a lock in the database.
 */
export function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}
