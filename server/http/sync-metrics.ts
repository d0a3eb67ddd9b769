import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { refusedSchema } from '../../lib/collab/protocol';
import type { RelayFigures } from '../sync/cluster/relay';
import type { Rooms } from '../sync/contract';
import type { SyncGauges, SyncWatch } from '../sync/watch';

/** From a quick disk to one that makes people wait. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const PIECES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];

/** Counters and histograms of the live documents. Labels are fixed words and codes, never what a caller can invent. */
export function watchSync(registers: Registry[]): SyncWatch {
  const counter = (name: string, help: string, label?: string): Counter =>
    new Counter({ name: `reisgezel_${name}`, help, labelNames: label ? [label] : [], registers });
  const histogram = (name: string, help: string, buckets: number[]): Histogram =>
    new Histogram({ name: `reisgezel_${name}`, help, buckets, registers });
  const refused = counter('edits_refused_total', 'Edits that were not taken', 'reason');
  // A line from the start: a counter that only appears with its first event hides that event from rate().
  for (const reason of refusedSchema.shape.reason.options) refused.inc({ reason }, 0);
  const sentAway = counter(
    'connections_refused_total',
    'Live connections that were not let in, by HTTP status',
    'status',
  );
  for (const status of [403, 404, 429, 503]) sentAway.inc({ status }, 0);
  const ended = counter('connections_ended_total', 'Live connections that we ended, by close code', 'code');
  const dropped = counter('slow_readers_dropped_total', 'Live connections that did not read what they were sent');
  const pieces = histogram('commit_edits', 'Edits that were stored together', PIECES);
  const commit = histogram('commit_seconds', 'Time to store a batch of edits', SECONDS);
  const failed = counter('commit_failures_total', 'Batches of edits that could not be stored at once');
  const ack = histogram('ack_seconds', 'Time from an edit coming in until its page is told that it is stored', SECONDS);
  return {
    sentAway: (status) => sentAway.inc({ status }),
    ended: (code) => ended.inc({ code }),
    dropped: () => dropped.inc(),
    refused: (reason) => refused.inc({ reason }),
    acknowledged: (seconds) => ack.observe(seconds),
    stored: (count, seconds) => {
      pieces.observe(count);
      commit.observe(seconds);
    },
    notStored: () => failed.inc(),
  };
}

/** What goes between processes; only where there can be others. */
function showRelay(registers: Registry[], read: () => RelayFigures): void {
  const show = (name: string, help: string, value: (now: RelayFigures) => number): Gauge =>
    new Gauge({
      name: `reisgezel_relay_${name}`,
      help,
      registers,
      collect() {
        this.set(value(read()));
      },
    });
  show('up', 'Whether the way to the other processes is open', ({ isUp }) => Number(isUp));
  show('neighbours', 'Other processes that were heard a moment ago', ({ neighbours }) => neighbours);
  new Counter({
    name: 'reisgezel_relay_frames_total',
    help: 'Frames to and from other processes: sent, heard, dropped because the way was down or full, malformed',
    labelNames: ['kind'],
    registers,
    collect() {
      const { sent, heard, dropped, malformed } = read();
      this.reset();
      for (const [kind, count] of Object.entries({ sent, heard, dropped, malformed })) this.inc({ kind }, count);
    },
  });
}

/** What rooms look like right now; they are looked at once per question. */
export function showRooms(registers: Registry[], rooms: Pick<Rooms, 'gauges'>): void {
  let seen: SyncGauges = rooms.gauges();
  const gauge = (name: string, help: string, read: (now: SyncGauges) => number): Gauge =>
    new Gauge({
      name: `reisgezel_${name}`,
      help,
      registers,
      collect() {
        this.set(read(seen));
      },
    });
  // The first one that is asked looks for all of them.
  gauge('rooms', 'Journeys in memory', () => {
    seen = rooms.gauges();
    return seen.rooms;
  });
  new Gauge({
    name: 'reisgezel_connections',
    help: 'Open live connections, by the way they reach us',
    labelNames: ['kind'],
    registers,
    collect() {
      for (const [kind, count] of Object.entries(seen.connections)) this.set({ kind }, count);
    },
  });
  const { relay } = seen;
  if (relay) showRelay(registers, () => seen.relay ?? relay);
  gauge('waiting_edits', 'Edits that are not stored yet', ({ waiting }) => waiting);
  gauge('documents_bytes', 'Journeys in memory, as they would be stored', ({ documentBytes }) => documentBytes.sum);
  gauge('largest_document_bytes', 'The largest journey in memory', ({ documentBytes }) => documentBytes.largest);
}
