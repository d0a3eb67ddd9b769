import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { newId } from '@/lib/core/ids';
import { type Composition, compose } from '@/server/compose';
import { readEnv } from '@/server/env';
import { createLog } from '@/server/log';
import { canCluster } from '@/tests/support/cluster';
import { createPostgres } from '@/tests/support/postgres';
import { REDIS } from '@/tests/support/redis';

const SERVERS = 3;
const ROUNDS = 5;
const MANY = 25;

const leftovers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const tidy of leftovers.splice(0).reverse()) await tidy();
});

const cleaning = (): void => {
  it('on several servers at the same moment takes away what is past its date, and fails nowhere', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'reisgezel-clean-'));
    leftovers.push(() => rm(dir, { recursive: true, force: true }));
    const { url, drop } = await createPostgres();
    leftovers.push(drop);
    const env = readEnv({ DATA_DIR: dir, DATABASE_URL: url, REDIS_URL: REDIS });
    const servers: Composition[] = [];
    for (let count = 0; count < SERVERS; count += 1) {
      const server = await compose(env, createLog({ logLevel: 'silent' }));
      leftovers.push(async () => {
        await server.context.rooms.shutdown();
        await server.context.db.close();
      });
      servers.push(server);
    }
    const [first] = servers;
    if (!first) throw new Error('no server');
    const { prisma } = first.context.db;
    const past = new Date(0);
    for (let round = 0; round < ROUNDS; round += 1) {
      const ids = Array.from({ length: MANY }, () => newId());
      await prisma.session.createMany({ data: ids.map((id) => ({ id, title: 'Voorbeeld', expiresAt: past })) });
      await prisma.session.create({ data: { id: `stays ${round}`, title: 'Blijft' } });
      await prisma.guest.createMany({ data: ids.map((id) => ({ id, tokenHash: id, expiresAt: past })) });
      await prisma.member.createMany({
        data: ids.map((id) => ({
          id,
          sessionId: `stays ${round}`,
          name: 'Gast',
          role: 'writer',
          colour: 0,
          guestId: id,
        })),
      });
      await prisma.verification.createMany({
        data: ids.map((id) => ({ id, identifier: id, value: id, expiresAt: past })),
      });
      await Promise.all(servers.map(({ hourly }) => hourly()));
      expect(await prisma.session.count()).toBe(round + 1);
      expect(await prisma.guest.count()).toBe(0);
      expect(await prisma.member.count({ where: { guestId: null } })).toBe((round + 1) * MANY);
      expect(await prisma.verification.count()).toBe(0);
    }
  });
};

if (await canCluster()) describe('the hourly clean-up', () => cleaning());
else
  describe('without PostgreSQL or Redis', () =>
    it('nothing of it is promised', () => expect(process.env.CI).not.toBe('true')));
