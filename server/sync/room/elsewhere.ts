import type { Whereabouts } from '../cluster/relay';

/** People of one session who are on other processes. Answers say what pages must hear: state by client, empty for who is gone. */
export class Elsewhere {
  private readonly places = new Map<string, Map<number, string>>();

  /** Everybody, with what others see of them. */
  *people(): Iterable<readonly [client: number, state: string]> {
    for (const people of this.places.values()) yield* people;
  }

  /** What a process says about those who moved, or about all it has. */
  hear(place: string, people: readonly Whereabouts[], isAll: boolean): ReadonlyMap<number, string> {
    const changes = new Map<number, string>();
    const here = this.places.get(place) ?? new Map<number, string>();
    if (isAll) {
      const named = new Set(people.map(({ client }) => client));
      for (const client of here.keys()) if (!named.has(client)) this.takeOut(client, here, changes);
    }
    for (const { client, state } of people) {
      if (state === '') {
        this.takeOut(client, here, changes);
        continue;
      }
      if (here.get(client) === state) continue;
      // The page came back on another process, where its old connection is not known to be dead yet.
      if (!isAll) this.forget(client);
      here.set(client, state);
      changes.set(client, state);
    }
    if (here.size > 0) this.places.set(place, here);
    else this.places.delete(place);
    return changes;
  }

  /** A process is gone. */
  lose(place: string): ReadonlyMap<number, string> {
    const changes = new Map<number, string>();
    const here = this.places.get(place);
    this.places.delete(place);
    for (const client of here?.keys() ?? []) if (this.find(client) === undefined) changes.set(client, '');
    return changes;
  }

  /** The page is in this process now. */
  forget(client: number): void {
    for (const [place, people] of this.places) {
      if (people.delete(client) && people.size === 0) this.places.delete(place);
    }
  }

  private takeOut(client: number, here: Map<number, string>, changes: Map<number, string>): void {
    if (here.delete(client) && this.find(client) === undefined) changes.set(client, '');
  }

  private find(client: number): string | undefined {
    for (const people of this.places.values()) if (people.has(client)) return people.get(client);
    return undefined;
  }
}
