import type { Logger } from 'pino';

const HOUR_MS = 3_600_000;

/** A task that repeats until it is stopped. */
export type Job = {
  /** No further runs; resolves when the one that is under way has ended. */
  readonly stop: () => Promise<void>;
};

/**
 * Runs a task at the start and every hour after that. A run that fails is logged and tried again an hour later; a run that takes
 * longer than an hour is not joined by a second one. The timer does not keep the process alive.
 */
export function everyHour(name: string, log: Logger, task: () => Promise<void>): Job {
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    try {
      await task();
    } catch (error) {
      log.error({ err: error, job: name }, 'a job failed; it runs again in an hour');
    }
  };
  const start = (): void => {
    running ??= run().finally(() => {
      running = undefined;
    });
  };
  start();
  const timer = setInterval(start, HOUR_MS);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
