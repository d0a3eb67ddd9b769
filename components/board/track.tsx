/** How the line runs through a cell: it starts at the first station, is broken where nothing is planned, and ends. */
export type TrackKind = 'start' | 'through' | 'end' | 'only' | 'gap';

/** The kind of each cell of one persona, from how many stations stand in each. */
export function trackKinds(counts: readonly number[]): readonly TrackKind[] {
  const first = counts.findIndex((count) => count > 0);
  const last = counts.findLastIndex((count) => count > 0);
  return counts.map((count, index) => {
    if (count === 0) return 'gap';
    if (index === first && index === last) return 'only';
    if (index === first) return 'start';
    return index === last ? 'end' : 'through';
  });
}

const SHAPE: Record<TrackKind, string> = {
  start: 'left-6 right-0 track-solid rounded-l-full',
  through: 'inset-x-0 track-solid',
  end: 'left-0 right-6 track-solid rounded-r-full',
  only: 'left-6 right-6 track-solid rounded-full',
  gap: 'inset-x-0 track-gap',
};

/** A piece of a persona's line, drawn behind the stations of one cell. Says nothing that the cell does not say in words. */
export function Track({ kind }: { kind: TrackKind }) {
  return <div aria-hidden className={`absolute top-[1.575rem] h-[0.6rem] ${SHAPE[kind]}`} />;
}
