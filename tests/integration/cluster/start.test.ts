import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { compose } from '@/server/compose';
import { readEnv } from '@/server/env';
import { createLog } from '@/server/log';
import { aCluster, canCluster, untilNeighbours } from '@/tests/support/cluster';
import { aNetwork } from '@/tests/support/network';
import { createPostgres } from '@/tests/support/postgres';
import { REDIS } from '@/tests/support/redis';
import { aTouchpoint, until } from '@/tests/support/sync-client';

const leftovers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const tidy of leftovers.splice(0).reverse()) await tidy();
});

async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'reisgezel-start-'));
  leftovers.push(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

const starts = (): void => {
  const { start, join: enter } = aCluster();

  it('works while Redis is down, says so once, and finds it when it is there', async () => {
    const { url, drop } = await createPostgres();
    leftovers.push(drop);
    const network = await aNetwork(REDIS);
    leftovers.push(network.close);
    network.cut();
    const redisUrl = network.through(REDIS);
    const a = await start({ postgresUrl: url, redisUrl });
    const b = await start({ postgresUrl: url, redisUrl });
    const sessionId = await a.session();
    const [anna, bram] = [await enter(a, sessionId), await enter(b, sessionId)];
    const { id } = aTouchpoint(anna);
    await anna.saved();
    await until(() => bram.journey().touchpoints.has(id), 'the touchpoint on the other server');
    const complaints = () => a.logged.filter(({ message }) => message.startsWith('Redis does not answer'));
    await until(() => complaints().length > 0, 'the warning');
    network.heal();
    await untilNeighbours([a, b]);
    expect(complaints()).toHaveLength(1);
  });

  it('is refused with another secrets.json than the first server on that database', async () => {
    const { url, drop } = await createPostgres();
    const log = createLog({ logLevel: 'silent' });
    const begin = async (dir: string) => {
      const { context } = await compose(readEnv({ DATA_DIR: dir, DATABASE_URL: url, REDIS_URL: REDIS }), log);
      leftovers.push(async () => {
        await context.rooms.shutdown();
        await context.db.close();
      });
      return context;
    };
    leftovers.push(drop);
    const shared = await folder();
    // Also when both start for the first time at the same moment.
    const other = await folder();
    await Promise.all([begin(shared), begin(shared)]);
    await expect(begin(other)).rejects.toThrow(/Copy secrets\.json from the DATA_DIR of the first server/);
    await begin(shared);
  });
};

if (await canCluster()) describe('the start of several servers', () => starts());
else
  describe('without PostgreSQL or Redis', () =>
    it('nothing of it is promised', () => expect(process.env.CI).not.toBe('true')));
