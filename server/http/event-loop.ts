import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Gauge, type Registry } from 'prom-client';

/** How often it is measured, in milliseconds. */
const EVERY_MS = 10;

/**
 * How long work that is ready has to wait for its turn, since somebody last asked. The figures that Prometheus' own client adds
 * (`nodejs_eventloop_lag_…`) hold the pause between two measurements as well, and never go below it.
 */
export function showEventLoop(registers: Registry[]): void {
  const histogram = monitorEventLoopDelay({ resolution: EVERY_MS });
  histogram.enable();
  const seconds = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - EVERY_MS) / 1_000;
  new Gauge({
    name: 'reisgezel_event_loop_delay_seconds',
    help: 'How long work that is ready waits for its turn, since the last question',
    labelNames: ['quantile'],
    registers,
    collect() {
      for (const quantile of [50, 99]) this.set({ quantile: quantile / 100 }, seconds(histogram.percentile(quantile)));
      this.set({ quantile: 1 }, seconds(histogram.max));
      histogram.reset();
    },
  });
}
