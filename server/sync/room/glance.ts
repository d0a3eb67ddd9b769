import type { StoredJourney } from '../../db/contract';
import type { Standing } from '../links/messages';

/** What may be shown of a journey before its document is built. */
export type Glance = {
  /** The number of the last piece in it. */
  readonly seq: number;
  /** All of it, as it lies on the disk. */
  readonly data: Uint8Array;
  readonly standing: Standing;
};

/**
 * A glance at a journey that lies there in one piece and in the shape of this build, so that its bytes can be sent as they are;
 * `null` for any other. What was read matched its hash.
 *
 * @param standing of a journey in the shape of this build
 */
export function glanceOf({ seq, parts, snapshotVersion }: StoredJourney, standing: Standing): Glance | null {
  const [data] = parts;
  return data && parts.length === 1 && snapshotVersion === standing.schemaVersion ? { seq, data, standing } : null;
}
