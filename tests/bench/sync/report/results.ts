import type { Harm } from '../abuse/beside';
import type { Flooded } from '../parts/flood';
import type { Joining } from '../parts/join';
import type { Many } from '../parts/many';
import type { MemoryPerRoom } from '../parts/memory';
import type { Observed } from '../parts/observers';
import type { Ramp } from '../parts/ramp';
import type { Steady } from '../parts/steady';

/** Everything that was measured of one server. */
export type Result = {
  readonly id: string;
  readonly title: string;
  readonly steady?: Steady;
  readonly ramp?: Ramp;
  /** At half the rooms that it can take. */
  readonly half?: Steady;
  readonly many?: readonly Many[];
  readonly memory?: MemoryPerRoom;
  readonly joining?: Joining;
  readonly observed?: Observed;
  readonly flood?: readonly Flooded[];
  readonly abuse?: readonly Harm[];
};

/** The machine while it was measured: processors, and the part of them that other programs took. */
export type Surroundings = { readonly processors: number; readonly othersBusy: number };
