/** Where a station stands, for its spoken name and for the arrow keys. */
export type StationPlace = {
  readonly row: number;
  readonly col: number;
  readonly index: number;
  readonly count: number;
  readonly phaseName: string;
};
