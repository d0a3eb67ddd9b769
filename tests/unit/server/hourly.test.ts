import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { everyHour } from '@/server/jobs/hourly';

const HOUR = 3_600_000;
const lines: string[] = [];
const log = pino({}, { write: (line: string) => void lines.push(line) });

beforeEach(() => {
  lines.length = 0;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe('everyHour', () => {
  it('runs at the start and every hour, until it is stopped', async () => {
    const task = vi.fn(async () => undefined);
    const job = everyHour('x', log, task);
    await vi.advanceTimersByTimeAsync(2.5 * HOUR);
    expect(task).toHaveBeenCalledTimes(3);
    await job.stop();
    await vi.advanceTimersByTimeAsync(5 * HOUR);
    expect(task).toHaveBeenCalledTimes(3);
  });

  it('logs a failure and tries again', async () => {
    const task = vi.fn(async () => Promise.reject(new Error('disk')));
    const job = everyHour('tidy', log, task);
    await vi.advanceTimersByTimeAsync(1.5 * HOUR);
    await job.stop();
    expect(task).toHaveBeenCalledTimes(2);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ job: 'tidy' }, { job: 'tidy' }]);
  });

  it('does not start a second run beside one that takes long', async () => {
    let finish = (): void => undefined;
    const task = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    const job = everyHour('x', log, task);
    await vi.advanceTimersByTimeAsync(2.5 * HOUR);
    expect(task).toHaveBeenCalledTimes(1);
    finish();
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(task).toHaveBeenCalledTimes(2);
    finish();
    await job.stop();
  });

  it('waits, when it is stopped, for the run that is under way', async () => {
    let finish = (): void => undefined;
    const steps: string[] = [];
    const job = everyHour('x', log, async () => {
      await new Promise<void>((resolve) => (finish = resolve));
      steps.push('run ended');
    });
    const stopped = job.stop().then(() => steps.push('stopped'));
    finish();
    await stopped;
    expect(steps).toEqual(['run ended', 'stopped']);
  });
});
