import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Rooms } from '../sync/contract';

/** The figures of one process in Prometheus' text form. */
export type Metrics = {
  /** Notes one answered request. `kind` is coarse on purpose: a label per address would grow without end. */
  readonly answered: (request: { kind: RequestKind; method: string; status: number; seconds: number }) => void;
  readonly contentType: string;
  readonly text: () => Promise<string>;
};

/** The kinds of request that the figures tell apart. */
export type RequestKind = 'api' | 'static' | 'page';

/** Which kind of request a path is. */
export function kindOf(path: string): RequestKind {
  if (path.startsWith('/api/')) return 'api';
  return path.startsWith('/_next/') || /\.\w+$/.test(path) ? 'static' : 'page';
}

/** Sets up the figures; rooms and connections are read when somebody asks. */
export function createMetrics(rooms: Pick<Rooms, 'figures'>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
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
  gauge(registers, 'reisgezel_rooms', 'Journeys in memory', () => rooms.figures().rooms);
  gauge(registers, 'reisgezel_connections', 'Open live connections', () => rooms.figures().connections);
  return {
    answered: ({ kind, method, status, seconds }) => {
      duration.observe({ kind, method }, seconds);
      answers.inc({ kind, method, status });
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}

const gauge = (registers: Registry[], name: string, help: string, read: () => number): Gauge =>
  new Gauge({
    name,
    help,
    registers,
    collect() {
      this.set(read());
    },
  });
