import { afterEach, describe, expect, it } from 'vitest';
import { messageOf } from '@/lib/collab/document';
import type { SessionId } from '@/lib/core/ids';
import { createLog } from '@/server/log';
import { createInvitation } from '@/server/services/invitations';
import { joinSession } from '@/server/services/join';
import { checkReady } from '@/server/services/ready';
import { startApi, type TestApi } from '@/tests/support/api';
import { type BlackHole, blackHole } from '@/tests/support/black-hole';
import { createPostgres, hasPostgres, type PostgresDatabase } from '@/tests/support/postgres';
import { aTouchpoint, until } from '@/tests/support/sync-client';
import { aWorld } from '@/tests/support/sync-world';

/** An outage lasts until our side gives up on an answer, and the retry after it. */
const OUTAGE_MS = 40_000;

const leftovers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const tidy of leftovers.splice(0).reverse()) await tidy();
});

async function fresh(): Promise<PostgresDatabase> {
  const database = await createPostgres();
  leftovers.push(database.drop);
  return database;
}

/** Servers on one database share their secrets. */
const folders = new Map<string, string>();

/** A server without a network in front; as many as wanted on one database, as processes would be. */
async function api(url: string, env: Readonly<Record<string, string>> = {}): Promise<TestApi> {
  const started = await startApi({ env: { DATABASE_URL: url, ...env }, dataDir: folders.get(url) });
  folders.set(url, started.dataDir);
  leftovers.push(started.close);
  return started;
}

/** A database behind a network that can go silent. */
async function behindNetwork(): Promise<PostgresDatabase & { readonly network: BlackHole; readonly through: string }> {
  const database = await fresh();
  const url = new URL(database.url);
  const network = await blackHole(Number(url.port || 5432));
  leftovers.push(network.close);
  url.port = String(network.port);
  return { ...database, network, through: url.href };
}

const outages = (): void => {
  const { start, join } = aWorld();

  /** Two people and a touchpoint on disk. */
  async function aPair(postgresUrl: string) {
    const server = await start({ postgresUrl });
    const sessionId = await server.session();
    const anna = await join(server, sessionId);
    const bram = await join(server, sessionId);
    const { id } = aTouchpoint(anna);
    await anna.saved();
    await until(() => bram.journey().touchpoints.has(id), 'the touchpoint at Bram’s');
    return { server, anna, bram, id, text: () => messageOf(bram.doc, id)?.toString() };
  }

  it('that goes silent: no acks, nothing shown; everything arrives once when it is back', async () => {
    const { network, through } = await behindNetwork();
    const { anna, bram, id, text } = await aPair(through);
    network.swallow();
    for (const letter of 'neets') anna.do('spliceMessage', { id, index: 0, remove: 0, insert: letter });
    await until(() => anna.save().kind === 'unsaved', 'the mark to say that it is not saved', OUTAGE_MS);
    expect(text()).toBe('');
    bram.do('editTouchpoint', { id, changes: { title: 'Nieuw' } });
    network.heal();
    await until(() => anna.save().kind === 'saved' && text() === 'steen', 'the text at Bram’s', OUTAGE_MS);
    await until(() => anna.journey().touchpoints.get(id)?.title === 'Nieuw', 'the title at Anna’s');
  });

  it('that restarts: what was not acknowledged arrives, and nothing twice', async () => {
    const { sql, url } = await fresh();
    const { server, anna, id, text } = await aPair(url);
    const letters = 'abcdefghijklmnopqrstuvwxyz'.repeat(4);
    for (const [index, letter] of [...letters].entries()) {
      anna.do('spliceMessage', { id, index, remove: 0, insert: letter });
      // What a restart does to every connection, at different moments of a batch.
      if (index % 10 === 0)
        await sql(
          'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
        );
    }
    await until(() => anna.save().kind === 'saved' && text() === letters, 'all letters at Bram’s', OUTAGE_MS);
    expect(await server.db.prisma.session.count()).toBe(1);
  });

  it('is not ready while it is silent, says so in time, and is again when it is back', async () => {
    const { network, through } = await behindNetwork();
    const { context } = await api(through);
    const about = { db: context.db, log: createLog({ logLevel: 'silent' }), rooms: context.rooms };
    expect((await checkReady(about)).ok).toBe(true);
    network.swallow();
    const asked = performance.now();
    // More than there are connections, so that it also holds when all of them are lost.
    const answers = await Promise.all(Array.from({ length: 15 }, () => checkReady(about)));
    expect(answers.map(({ ok }) => ok)).toEqual(answers.map(() => false));
    expect(performance.now() - asked).toBeLessThan(5_000);
    network.heal();
    let isReady = false;
    const deadline = performance.now() + OUTAGE_MS;
    while (!isReady && performance.now() < deadline) isReady = (await checkReady(about)).ok;
    expect(isReady).toBe(true);
  });

  it('keeps no connection that was lost in the middle of a transaction', async () => {
    const { network, through } = await behindNetwork();
    const { context } = await api(through);
    const { prisma, exclusively } = context.db;
    const lost = Array.from({ length: 12 }, (_, index) =>
      exclusively(`key ${index}`, async (tx) => {
        await tx.session.count();
        network.swallow();
        await tx.session.count();
      }),
    );
    const results = await Promise.allSettled(lost);
    expect(results.map(({ status }) => status)).toEqual(results.map(() => 'rejected'));
    network.heal();
    // As many as there are connections, at the same time.
    const counts = await Promise.all(Array.from({ length: 10 }, () => prisma.$transaction((tx) => tx.session.count())));
    expect(counts).toEqual(counts.map(() => 0));
  });
};

const races = (): void => {
  it('SIGNUP=first: of many at the same moment, on several servers, exactly one', async () => {
    const { url } = await fresh();
    const servers = [await api(url, { SIGNUP: 'first' }), await api(url, { SIGNUP: 'first' })];
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, index) => {
        const person = { name: 'Anna', email: `anna${index}@example.nl`, password: 'lang genoeg wachtwoord' };
        return servers[index % 2]?.context.auth.signUp(person);
      }),
    );
    expect(results.filter((result) => result?.ok)).toHaveLength(1);
    expect(await servers[0]?.context.db.prisma.user.count()).toBe(1);
    expect(await servers[1]?.context.auth.signUpState()).toBe('closed');
  });

  it('two clicks on an invitation, on two servers, are one member', async () => {
    const { url } = await fresh();
    const [one, two] = [(await api(url)).context, (await api(url)).context];
    const person = { name: 'Anna', email: 'anna@example.nl', password: 'lang genoeg wachtwoord' };
    const signedUp = await one.auth.signUp(person);
    const organiser = signedUp.ok ? { ...signedUp.value.organiser, signInId: 'one', signedInUntil: new Date() } : null;
    await one.db.prisma.session.create({ data: { id: 's', title: 'Afval' } });
    const invitation = await createInvitation(one, 's' as SessionId, { role: 'writer' }, 'http://x');
    const token = invitation.ok ? invitation.value.token : '';
    const clicks = [one, two, one, two].map((context) =>
      joinSession(context, { organiser, guest: null }, { token, name: 'Anna' }),
    );
    const joined = await Promise.all(clicks);
    expect(joined.map(({ ok }) => ok)).toEqual([true, true, true, true]);
    expect(await one.db.prisma.member.count()).toBe(1);
  });
};

if (await hasPostgres()) {
  describe('PostgreSQL', () => outages());
  describe('several servers on one PostgreSQL', () => races());
} else
  describe('without PostgreSQL', () => it('nothing of it is promised', () => expect(process.env.CI).not.toBe('true')));
