// Loaded before each measured server (`node --import`): tells on request what it costs, in the same way for all of them.
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Milliseconds between two looks at the clock; a delay is what a look comes later than that. */
const LOOK_MS = 2;

const delay = monitorEventLoopDelay({ resolution: LOOK_MS });
let cpu = process.cpuUsage();
let at = performance.now();

const milliseconds = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - LOOK_MS);

const tell = {
  /** Starts a new measurement. */
  reset: () => {
    cpu = process.cpuUsage();
    at = performance.now();
    delay.enable();
    delay.reset();
    return {};
  },
  /** What happened since `reset`. */
  report: () => {
    const { user, system } = process.cpuUsage(cpu);
    return {
      seconds: (performance.now() - at) / 1e3,
      cpuSeconds: (user + system) / 1e6,
      loopP99: milliseconds(delay.percentile(99)),
      loopMax: milliseconds(delay.max),
    };
  },
  /** Bytes in use after collecting what is not. */
  memory: () => {
    for (let round = 0; round < 3; round += 1) globalThis.gc?.();
    const { heapUsed, external, rss } = process.memoryUsage();
    return { bytes: heapUsed + external, rss };
  },
};

process.on('message', ({ id, ask }) => {
  if (tell[ask]) process.send({ id, answer: tell[ask]() });
});
// A benchmark that was broken off leaves no servers behind.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
