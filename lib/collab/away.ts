import type * as Y from 'yjs';
import type { StoreApi } from 'zustand/vanilla';
import { changesBetween, type JourneyChange } from '../journey/changes';
import type { Journey } from '../journey/journey';
import { type BothWrote, bothWrote } from './both-wrote';

/** How long the link must have been gone before there is news to tell, in milliseconds. */
export const AWAY_MS = 5_000;

/** What others did while this page had no link to the server. */
export type AwayNews = { readonly changes: readonly JourneyChange[]; readonly both: readonly BothWrote[] };

/** Adds later news to what nobody has put away yet: nothing of it is told twice, and no text gets lost. */
export function addNews(earlier: AwayNews | null, { changes, both }: AwayNews): AwayNews {
  const all = new Map((earlier?.changes ?? []).map((change) => [change.id, change]));
  for (const change of changes) {
    const before = all.get(change.id);
    const fields = [...new Set([...(before?.fields ?? []), ...change.fields])];
    // What was new then and is changed now is still new to the reader.
    all.set(
      change.id,
      before?.kind === 'added' && change.kind === 'changed' ? { ...change, ...ADDED } : { ...change, fields },
    );
  }
  return { changes: [...all.values()], both: [...(earlier?.both ?? []), ...both] };
}

const ADDED = { kind: 'added', fields: [] } as const;

export type AwayOptions = {
  readonly doc: Y.Doc;
  readonly journey: Pick<StoreApi<Journey>, 'getState'>;
  /** Places that were written here and not acknowledged. */
  readonly mine: () => ReadonlySet<string>;
  /** When an earlier visit last knew the journey, if the document goes on with that: the first connection is a return then. */
  readonly leftAt: number | null;
};

/**
 * Keeps what the journey was before the work of others came in, so that somebody who returns can be told what is new.
 * Times are milliseconds since 1970: a clock that goes on while the device sleeps.
 */
export class Away {
  private leftAt: number | null;
  private before: Journey | null = null;
  private both: BothWrote[] = [];

  constructor(private readonly options: AwayOptions) {
    this.leftAt = options.leftAt;
    options.doc.on('beforeTransaction', this.remember);
    options.doc.on('afterTransaction', this.compare);
  }

  /** The link is gone. */
  left(now: number): void {
    this.leftAt ??= now;
  }

  /** The link is back and the journey complete. @returns what there is to tell, or `null` */
  back(now: number): AwayNews | null {
    const { before, both, leftAt } = this;
    this.leftAt = null;
    this.before = null;
    this.both = [];
    // However short it was: a text that gave way must not vanish.
    const isLong = leftAt !== null && now - leftAt >= AWAY_MS;
    const told = isLong ? both : both.filter(({ other }) => other !== null);
    const changes = isLong && before ? changesBetween(before, this.options.journey.getState()) : [];
    return changes.length > 0 || told.length > 0 ? { changes, both: told } : null;
  }

  destroy(): void {
    this.options.doc.off('beforeTransaction', this.remember);
    this.options.doc.off('afterTransaction', this.compare);
  }

  private readonly remember = ({ local }: Y.Transaction): void => {
    if (!local && this.leftAt !== null) this.before ??= this.options.journey.getState();
  };

  private readonly compare = (transaction: Y.Transaction): void => {
    if (transaction.local || this.leftAt === null) return;
    this.both.push(...bothWrote(this.options.doc, transaction, this.options.mine()));
  };
}
