import { createClient } from '@redis/client';

/** The Redis for tests. Every test has a database of its own, and with it channels of its own. */
export const REDIS = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379';

/** Whether there is a Redis to test with; without one a line says so, and where CI=true it must be there. */
export async function hasRedis(): Promise<boolean> {
  const client = createClient({ url: REDIS, socket: { reconnectStrategy: false, connectTimeout: 3_000 } });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.ping();
    client.destroy();
    return true;
  } catch (cause) {
    if (process.env.CI === 'true') throw cause;
    // biome-ignore lint/suspicious/noConsole: for whoever runs the tests
    console.info('No Redis answers (TEST_REDIS_URL): the tests of several processes are not run.');
    return false;
  }
}
