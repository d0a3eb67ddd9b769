import type { Pace } from '../load/crowd';
import type { RunningServer } from '../servers/running';
import { type Held, type Steady, steady, type Work } from './steady';

/** A room in talk: a letter every few seconds, a pointer that moves once a second. */
const CALM_PACE: Pace = { fastest: 2_500, slowest: 5_000, move: 1_000 };

export type Many = Steady & Held;

/** So many rooms that at full activity any server would be full, at a calm pace. */
export const manyRooms = (server: RunningServer, work: Work, rooms: number, ms: number): Promise<Many> =>
  steady(server, work, { rooms, ms, pace: CALM_PACE });
