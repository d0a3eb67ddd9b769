import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { SYNC_PATH } from '../../lib/collab/protocol';
import type { Losses } from '../db/loss';
import type { Rooms } from '../sync/contract';
import type { SyncWatch } from '../sync/watch';
import { showEventLoop } from './event-loop';
import { showLosses } from './loss-metrics';
import { showRooms, watchSync } from './sync-metrics';

/** The figures of one process in Prometheus' text form. */
export type Metrics = {
  /** Notes one answered request. `kind` is coarse on purpose: a label per address would grow without end. */
  readonly answered: (request: { kind: RequestKind; method: string; status: number; seconds: number }) => void;
  /** What the live documents report to. */
  readonly sync: SyncWatch;
  /** From now on these are looked at whenever somebody asks. Called once. */
  readonly show: (rooms: Pick<Rooms, 'gauges'>, losses: Pick<Losses, 'all'>) => void;
  readonly contentType: string;
  readonly text: () => Promise<string>;
};

/** The kinds of request that the figures tell apart. */
export type RequestKind = 'api' | 'sync' | 'static' | 'page';

/** Which kind of request a path is. */
export function kindOf(path: string): RequestKind {
  if (path.startsWith('/api/')) return 'api';
  if (path.startsWith(SYNC_PATH)) return 'sync';
  return path.startsWith('/_next/') || /\.\w+$/.test(path) ? 'static' : 'page';
}

/** Sets up the figures. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  showEventLoop(registers);
  const duration = new Histogram({
    name: 'reisgezel_http_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['kind', 'method'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers,
  });
  const answers = new Counter({
    name: 'reisgezel_http_requests_total',
    help: 'Answered requests',
    labelNames: ['kind', 'method', 'status'],
    registers,
  });
  return {
    answered: ({ kind, method, status, seconds }) => {
      duration.observe({ kind, method }, seconds);
      answers.inc({ kind, method, status });
    },
    sync: watchSync(registers),
    show: (rooms, losses) => {
      showRooms(registers, rooms);
      showLosses(registers, losses);
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}
