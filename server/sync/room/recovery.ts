import * as Y from 'yjs';
import { isReadable, newDocument } from '../../../lib/collab/document';
import { readJourney } from '../../../lib/collab/mirror';
import type { SessionId } from '../../../lib/core/ids';
import { err, ok, type Result } from '../../../lib/core/result';
import type { Remainder, Remains, Remnant } from '../../db/contract';
import { JourneyUnreadable, type Rooms } from '../contract';

/** A moment that a damaged journey can go back to. */
export type Moment = {
  /** The number of the last edit in it; names it. */
  readonly point: number;
  /** When that edit was stored. */
  readonly at: Date;
  readonly personas: number;
  readonly touchpoints: number;
  /** How many later edits are not in it. */
  readonly missing: number;
};

/** What can be done about a journey; `moments` is empty for one that is whole. */
export type Prospect = { readonly isDamaged: boolean; readonly moments: readonly Moment[] };

/** Brings damaged journeys back. A journey that can be read is never touched. */
export type Recovery = {
  /** The moments to choose from, the fullest first. */
  readonly look: (sessionId: SessionId) => Promise<Prospect>;
  /** Goes back to a moment. `conflict`: the journey is not damaged (any more), or somebody was first; `notFound`: no such moment. */
  readonly restore: (sessionId: SessionId, point: number) => Promise<Result<Prospect, 'conflict' | 'notFound'>>;
};

/** A journey that was put together again, and whether it makes sense to this version. */
type Found = Moment & { readonly data: Uint8Array; readonly isReadable: boolean };

/** Pieces that are applied before others get their turn. */
const SLICE = 200;

/** Builds it on the store and the live documents of this process. */
export function createRecovery(deps: { readonly remainder: Remainder; readonly rooms: Pick<Rooms, 'read'> }): Recovery {
  const look: Recovery['look'] = async (sessionId) => {
    if (await isAlive(deps.rooms, sessionId)) return { isDamaged: false, moments: [] };
    const remains = await deps.remainder.inspect(sessionId);
    const isDamaged = !(await isWhole(remains));
    return { isDamaged, moments: isDamaged ? (await momentsOf(remains)).map(toMoment) : [] };
  };
  const restore: Recovery['restore'] = async (sessionId, point) => {
    if (await isAlive(deps.rooms, sessionId)) return err('conflict');
    const remains = await deps.remainder.inspect(sessionId);
    // Whatever kept it from loading: bytes that are whole are not replaced.
    if (await isWhole(remains)) return err('conflict');
    const found = (await momentsOf(remains)).find((moment) => moment.point === point);
    if (!found) return err('notFound');
    const seq = await deps.remainder.replace(sessionId, remains, found.data);
    return typeof seq === 'number' ? ok(await look(sessionId)) : err(seq ? 'notFound' : 'conflict');
  };
  return { look, restore };
}

const toMoment = ({ point, at, personas, touchpoints, missing }: Found): Moment => ({
  point,
  at,
  personas,
  touchpoints,
  missing,
});

async function isAlive(rooms: Pick<Rooms, 'read'>, sessionId: SessionId): Promise<boolean> {
  try {
    await rooms.read(sessionId, () => undefined);
    return true;
  } catch (error) {
    if (error instanceof JourneyUnreadable) return false;
    throw error;
  }
}

/** Whether everything that was stored is there and fits together. */
async function isWhole({ head, snapshot, pieces }: Remains): Promise<boolean> {
  if (snapshot && !snapshot.isIntact) return false;
  return (await putTogether(head, snapshot, pieces))?.point === head;
}

/**
 * Every restore point, and as much as can be saved: a snapshot or a point with the unbroken row of pieces that follows it. Of two
 * that hold the same edits one is left out.
 */
async function momentsOf({ head, snapshot, pieces, points }: Remains): Promise<readonly Found[]> {
  const starts = [...[snapshot, ...points].filter((start) => start?.isIntact), null];
  const moments = new Map<number, Found>();
  for (const start of starts)
    for (const after of [pieces, []]) {
      const found = await putTogether(head, start, after);
      if (found?.isReadable && !moments.has(found.point)) moments.set(found.point, found);
    }
  return [...moments.values()].sort((a, b) => b.point - a.point);
}

/** A start and the pieces after it, up to the first one that is missing, damaged or does not fit; `null` when the start does not. */
async function putTogether(head: number, start: Remnant | null, pieces: readonly Remnant[]): Promise<Found | null> {
  const row = start ? [start] : [];
  for (const piece of pieces) {
    const last = row.at(-1)?.seq ?? 0;
    if (piece.seq <= last) continue;
    if (piece.seq !== last + 1 || !piece.isIntact) break;
    row.push(piece);
  }
  const fitting = row.slice(0, (await applyAll(row)).applied);
  if (start && fitting.length === 0) return null;
  const { doc } = await applyAll(fitting);
  const { personas, touchpoints } = readJourney(doc);
  const last = fitting.at(-1);
  const found = {
    point: last?.seq ?? 0,
    at: last?.storedAt ?? new Date(0),
    personas: personas.length,
    touchpoints: touchpoints.size,
    missing: head - (last?.seq ?? 0),
    data: Y.encodeStateAsUpdate(doc),
    isReadable: isReadable(doc),
  };
  doc.destroy();
  return found;
}

/** A document of the pieces, and how many of them it took: the next one throws or leaves a gap. */
async function applyAll(row: readonly Remnant[]): Promise<{ readonly doc: Y.Doc; readonly applied: number }> {
  const doc = newDocument();
  for (const [applied, { data }] of row.entries()) {
    if (applied % SLICE === SLICE - 1) await new Promise<void>((done) => setImmediate(done));
    try {
      Y.applyUpdate(doc, data);
    } catch {
      return { doc, applied };
    }
    if (doc.store.pendingStructs || doc.store.pendingDs) return { doc, applied };
  }
  return { doc, applied: row.length };
}
