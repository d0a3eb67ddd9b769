import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { messageOf, newDocument, table } from '@/lib/collab/document';
import { type MemberId, newId, type SessionId } from '@/lib/core/ids';
import { hashToken, newToken } from '@/server/auth/token';
import { aCopy, aSeed } from '@/tests/support/collab';
import { bundleServer, type KillableServer, removeBundle, startKillableServer } from '@/tests/support/killable-server';
import { LightPage } from '@/tests/support/light-page';
import { seededRandom } from '@/tests/support/random';
import { until } from '@/tests/support/sync-client';
import { startSyncServer } from '@/tests/support/sync-server';

const SESSIONS = 100;
const PEOPLE = 5;
/** So many sessions sit in one building, behind one address. */
const PER_ADDRESS = 50;
const SEED = 500;
/** Long enough for a machine that is busy with something else; what it really took is printed. */
const PATIENCE_MS = 60_000;
const TEST_MS = 300_000;

beforeAll(bundleServer);
afterAll(removeBundle);

type Team = { readonly sessionId: SessionId; readonly touchpointId: string; readonly cookies: readonly string[] };
type Table = Team & { readonly pages: readonly LightPage[] };

/** A data folder with sessions that hold the example, and people; straight in the database, because what counts comes later. */
async function prepare(): Promise<{ readonly dir: string; readonly teams: readonly Team[] }> {
  const dir = await mkdtemp(join(tmpdir(), 'reisgezel-back-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const { db, stop } = await startSyncServer({ dir });
  const data = aSeed('example');
  const touchpointId = [...table(aCopy(data).doc, 'touchpoints').keys()][0] ?? '';
  const teams = Array.from({ length: SESSIONS }, () => {
    const people = Array.from({ length: PEOPLE }, () => ({ guestId: newId(), token: newToken() }));
    return { sessionId: newId<SessionId>(), touchpointId, people };
  });
  const expiresAt = new Date(Date.now() + 3_600_000);
  const guests = teams.flatMap(({ people }) =>
    people.map(({ guestId, token }) => ({ id: guestId, tokenHash: hashToken(token), expiresAt })),
  );
  const members = teams.flatMap(({ sessionId, people }) =>
    people.map(({ guestId }, colour) => {
      return { id: newId<MemberId>(), sessionId, name: `Schrijver ${colour}`, role: 'writer', colour, guestId };
    }),
  );
  await db.prisma.session.createMany({
    data: teams.map(({ sessionId }) => ({ id: sessionId, title: 'Afval scheiden', templateId: 'example' })),
  });
  await db.prisma.guest.createMany({ data: guests });
  await db.prisma.member.createMany({ data: members });
  await db.journeys.append(teams.map(({ sessionId }) => ({ sessionId, data, memberId: null })));
  await stop();
  const cookiesOf = (people: readonly { readonly token: string }[]) =>
    people.map(({ token }) => `reisgezel-guest=${token}`);
  return { dir, teams: teams.map(({ people, ...team }) => ({ ...team, cookies: cookiesOf(people) })) };
}

function open(origin: string, teams: readonly Team[]): readonly Table[] {
  const random = seededRandom(SEED);
  const tables = teams.map((team, index) => {
    const url = `${origin.replace('http', 'ws')}/sync/${team.sessionId}`;
    const from = `192.0.2.${Math.floor(index / PER_ADDRESS)}`;
    const headersOf = (cookie: string) => ({ cookie, origin, 'x-forwarded-for': from });
    const next = () => random.below(1_000) / 1_000;
    const pages = team.cookies.map((cookie) => new LightPage({ url, headers: headersOf(cookie), random: next }));
    return { ...team, pages };
  });
  onTestFinished(() => {
    for (const { pages } of tables) for (const page of pages) page.close();
  });
  return tables;
}

/** Everybody writes a word in the same text as the others at their table. */
function write(tables: readonly Table[], round: string): void {
  for (const { pages, touchpointId } of tables)
    for (const [seat, { doc }] of pages.entries()) messageOf(doc, touchpointId)?.insert(0, `${round}${seat}.`);
}

const textOf = (touchpointId: string, doc: Y.Doc) => messageOf(doc, touchpointId)?.toString();
const wordsIn = (text = ''): readonly string[] => (text.match(/(voor|na)\d\./g) ?? []).sort();

/** What the new process says about itself since its start. */
async function figuresOf({ origin }: KillableServer) {
  const text = await (await fetch(`${origin}/metrics`)).text();
  const figure = (name: string): number =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${name} `))
        ?.split(' ')[1],
    );
  const refused = (status: number) => figure(`reisgezel_connections_refused_total{status="${status}"}`);
  const loop = (quantile: number) => 1_000 * figure(`reisgezel_event_loop_delay_seconds{quantile="${quantile}"}`);
  return { tooMany: refused(429), later: refused(503), p99: loop(0.99), longest: loop(1) };
}

it(
  `${SESSIONS * PEOPLE} people come back at once after a crash: all are in, nobody was turned away, nothing is lost (T11)`,
  async () => {
    const { dir, teams } = await prepare();
    const start = async (port: string) => {
      const server = await startKillableServer(dir, '', '', { TRUST_PROXY: '1', PORT: port });
      onTestFinished(server.kill);
      return server;
    };
    const first = await start('0');
    const tables = open(first.origin, teams);
    const pages = tables.flatMap(({ pages: team }) => team);
    const areIn = () => pages.every((page) => page.isSaved);
    await until(areIn, 'everybody to be in', PATIENCE_MS);
    // Some of it is on the disk when the server dies, and some is not.
    write(tables, 'voor');
    await first.kill();
    await until(() => pages.every(({ isSynced }) => !isSynced), 'everybody to notice');
    write(tables, 'na');
    const again = await start(new URL(first.origin).port);
    const since = performance.now();
    const expected = ['na', 'voor'].flatMap((round) => Array.from({ length: PEOPLE }, (_, seat) => `${round}${seat}.`));
    const isWhole = ({ pages: team, touchpointId }: Table) =>
      team.every(({ doc }) => wordsIn(textOf(touchpointId, doc)).length === expected.length);
    await until(() => areIn() && tables.every(isWhole), 'everybody to be back, with everything', PATIENCE_MS);
    const ms = performance.now() - since;
    const { tooMany, later, p99, longest } = await figuresOf(again);
    // biome-ignore lint/suspicious/noConsole: the figures are what this test is for
    console.info(
      `${pages.length} people back in ${Math.round(ms)} ms, ${later} asked to come back later; event loop ${p99.toFixed(1)} ms (99 %), ${longest.toFixed(1)} ms (longest)`,
    );
    expect(tooMany).toBe(0);
    // On a machine that has no time for the server, some are asked to come back in a moment; never for anything else.
    expect(new Set(pages.flatMap(({ sentAway }) => sentAway))).toSatisfy((all: Set<number>) =>
      [...all].every((code) => code === 503),
    );
    expect(await again.stop()).toBe(0);
    const after = await startSyncServer({ dir });
    onTestFinished(after.stop);
    for (const { sessionId, touchpointId, pages: team } of tables) {
      const doc = newDocument();
      for (const part of (await after.db.journeys.load(sessionId)).parts) Y.applyUpdate(doc, part);
      const stored = textOf(touchpointId, doc);
      expect(wordsIn(stored)).toEqual(expected);
      for (const page of team) expect(textOf(touchpointId, page.doc)).toBe(stored);
    }
  },
  TEST_MS,
);
