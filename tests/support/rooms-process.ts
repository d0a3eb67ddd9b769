import type { SessionId } from '@/lib/core/ids';
import { type KillPlan, killer } from './kill-point';
import { startSyncServer } from './sync-server';

/** What the parent wants of this process. */
export type RoomsOrder = {
  readonly dir: string;
  readonly postgresUrl?: string;
  readonly port?: number;
  readonly sessionId?: SessionId;
  readonly plan: KillPlan | null;
};

/** What it tells: the port, and what of the session was on the disk before anybody could write. */
export type RoomsReport = { readonly port: number; readonly parts: readonly string[] };

// Rooms on a real database as a process of its own, which dies where it is told to.
process.once('disconnect', () => process.exit());
process.once('message', async (order: RoomsOrder) => {
  const { log, projector } = killer(order.plan);
  const server = await startSyncServer({ ...order, journeys: log, projector });
  const stored = order.sessionId ? await server.db.journeys.load(order.sessionId) : { parts: [] };
  const report: RoomsReport = {
    port: server.port,
    parts: stored.parts.map((part) => Buffer.from(part).toString('base64')),
  };
  process.send?.(report);
});
