const HOUR_MS = 3_600_000;

/** The start of the hour: restore points are kept by the hour, the last one of each. */
export const hourOf = (moment: Date): Date => new Date(Math.floor(moment.getTime() / HOUR_MS) * HOUR_MS);
