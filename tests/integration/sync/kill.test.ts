import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { deriveEntries } from '@/lib/calendar/derive';
import { newDocument } from '@/lib/collab/document';
import { createMirror } from '@/lib/collab/mirror';
import type { MemberId, SessionId, TouchpointId } from '@/lib/core/ids';
import { databaseKinds, onDatabase } from '@/tests/support/databases';
import { KILL_POINTS, type KillPlan } from '@/tests/support/kill-point';
import { bundleServer, type KillableRooms, removeBundle, startKillableRooms } from '@/tests/support/killable-server';
import { type SeededRandom, seededRandom } from '@/tests/support/random';
import type { RoomsReport } from '@/tests/support/rooms-process';
import { aTouchpoint, openPage, type SyncClient, until } from '@/tests/support/sync-client';
import { type SyncServer, startSyncServer } from '@/tests/support/sync-server';
import { allWordsIn, aTypist, promised, type Typist, wordsIn } from '@/tests/support/typist';

const databases = await databaseKinds();
/** How many kills in all, shared by the databases. */
const KILLS = Math.ceil(Number(process.env.KILLS ?? 56) / databases.length);
const WRITERS = 4;
/** About how long a start takes, in milliseconds: the time in which to kill it. */
const START_MS = 250;
const SEED = Number(process.env.KILL_SEED ?? 4_711);
const TEST_MS = 60_000 + KILLS * 20_000;

/** When the server dies: where it is told to, at any moment while people type, or before it listens. */
type Death = { readonly kind: 'aimed'; readonly plan: KillPlan } | { readonly kind: 'random' | 'at start' };

let dir: string;
let postgresUrl: string | undefined;
let rooms: KillableRooms | undefined;
const pages: SyncClient[] = [];

beforeAll(bundleServer);
afterAll(removeBundle);

afterEach(async () => {
  for (const page of pages.splice(0)) page.close();
  await rooms?.kill();
  rooms = undefined;
  await rm(dir, { recursive: true, force: true });
});

/** One death after the other: each aimed one in turn, and in between as many at any moment. */
function deathOf(round: number, random: SeededRandom): Death {
  const turn = round % (2 * KILL_POINTS.length);
  const point = KILL_POINTS[turn];
  if (!point) return { kind: turn % 3 === 0 ? 'at start' : 'random' };
  const isRare = point.includes('compaction') || point.includes('projection') || point.includes('loading');
  return { kind: 'aimed', plan: { point, nth: isRare ? 1 : 2 + random.below(30), ms: random.below(4) } };
}

async function prepare(): Promise<{ sessionId: SessionId; members: readonly MemberId[] }> {
  dir = await mkdtemp(join(tmpdir(), 'reisgezel-kill-'));
  const server = await startSyncServer({ dir, postgresUrl });
  const sessionId = await server.session();
  const members: MemberId[] = [];
  for (let count = 0; count < WRITERS; count += 1) members.push(await server.member(sessionId));
  await server.stop();
  return { sessionId, members };
}

function documentOf({ parts }: RoomsReport): Y.Doc {
  const doc = newDocument();
  for (const part of parts) Y.applyUpdate(doc, Buffer.from(part, 'base64'));
  return doc;
}

/** The words that were on the disk before anybody could write. */
function wordsOnDisk(report: RoomsReport): ReadonlySet<string> {
  const doc = documentOf(report);
  const mirror = createMirror(doc);
  const words = wordsIn(mirror.store.getState());
  mirror.destroy();
  doc.destroy();
  return words;
}

function open(port: number, sessionId: SessionId, memberId: MemberId): SyncClient {
  const [host, cookie] = [`127.0.0.1:${port}`, `member=${memberId}`];
  const page = openPage({
    url: `ws://${host}/sync/${sessionId}`,
    cookie,
    origin: `http://${host}`,
    memberId,
    role: 'writer',
  });
  pages.push(page);
  return page;
}

/** A fresh touchpoint to type in. */
function aPlace(page: SyncClient): TouchpointId {
  const [persona] = page.journey().personas;
  if (!persona) return aTouchpoint(page).id;
  const added = page.do('addTouchpoint', { personaId: persona.id, phase: 'touch', title: 'Brief' });
  if (!added.ok) throw new Error(added.error);
  return added.value.id;
}

const acknowledged = (typists: readonly Typist[]): number =>
  typists.reduce((sum, typist) => sum + typist.acknowledged().length, 0);

/** Everybody types, until the server is gone. */
async function typeUntilGone(
  running: KillableRooms,
  death: Death,
  typists: readonly Typist[],
  enough: number,
): Promise<void> {
  const before = acknowledged(typists);
  for (const typist of typists) typist.start();
  const isQuiet = death.kind === 'aimed' && /compaction|projection/.test(death.plan.point);
  const isAimed = death.kind === 'aimed' && !isQuiet;
  const typed = () => running.isGone() || (!isAimed && acknowledged(typists) - before >= enough);
  await until(typed, `${enough} acknowledged words, or the end of the server`);
  if (!isAimed) {
    // An empty room writes its calendar rows and compacts its log.
    if (isQuiet) for (const page of pages) page.connection.provider.disconnect();
    else await running.kill();
  }
  await until(running.isGone, `the server to die ${death.kind === 'aimed' ? death.plan.point : ''}`);
  for (const typist of typists) typist.stop();
}

/** A run of kills on one session: the pages stay open all the time, and come back after each. */
class KillRun {
  /** How often the server died, and how. */
  readonly deaths = new Map<string, number>();
  private readonly random = seededRandom(SEED);
  private readonly typists: Typist[] = [];
  private port = 0;

  constructor(
    private readonly sessionId: SessionId,
    private readonly members: readonly MemberId[],
  ) {}

  /** Starts the server, lets people type, and lets it die. */
  async round(round: number): Promise<void> {
    const death = deathOf(round, this.random);
    const plan = death.kind === 'aimed' ? death.plan : null;
    const running = startKillableRooms({ dir, postgresUrl, port: this.port, sessionId: this.sessionId, plan });
    rooms = running;
    const name = plan?.point ?? death.kind;
    this.deaths.set(name, (this.deaths.get(name) ?? 0) + 1);
    if (death.kind === 'at start') return this.killAtStart(running);
    const report = await running.started;
    this.port = report.port;
    const onDisk = wordsOnDisk(report);
    const lost = promised(this.typists).filter((word) => !onDisk.has(word));
    expect(lost, `round ${round} of seed ${SEED}, which dies ${name}`).toEqual([]);
    this.comeBack();
    if (plan?.point === 'in loading') return until(running.isGone, 'the server to die in loading');
    const typists = await this.aTeam(running, round);
    await typeUntilGone(running, death, typists, 10 + this.random.below(60));
  }

  /** What people wrote is there, once, whatever happened in between. */
  async expectEverything(server: SyncServer): Promise<void> {
    this.comeBack();
    await until(() => pages.every((page) => page.save().kind === 'saved'), 'everybody to be back');
    const written = this.typists.flatMap((typist) => typist.written());
    const words = await server.rooms.read(this.sessionId, allWordsIn);
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
    expect(written.filter((word) => !words.includes(word))).toEqual([]);
    expect(pages.flatMap((page) => page.refusals)).toEqual([]);
    // What one page was told is stored may still be on its way to another.
    const isSame = (page: SyncClient) => isDeepStrictEqual(allWordsIn(page.journey()), words);
    await until(() => pages.every(isSame), 'the same words on every page');
    // Every death must have happened in the middle of something.
    expect(words.length).toBeGreaterThan(10 * (KILLS - (this.deaths.get('at start') ?? 0)));
    // biome-ignore lint/suspicious/noConsole: the figures are what this test is for
    console.info(
      `kills ${KILLS}: ${[...this.deaths].map(([name, times]) => `${times} ${name}`).join(', ')}; words ${words.length}`,
    );
  }

  get lastPort(): number {
    return this.port;
  }

  private async killAtStart(running: KillableRooms): Promise<void> {
    const at = performance.now() + this.random.below(START_MS);
    await until(() => performance.now() >= at, 'a moment of the start');
    await running.kill();
  }

  private comeBack(): void {
    if (pages.length === 0) for (const memberId of this.members) open(this.port, this.sessionId, memberId);
    for (const { connection } of pages) {
      connection.provider.shouldConnect = true;
      connection.check();
    }
  }

  /** Everybody is back, and there is a fresh touchpoint to type in. */
  private async aTeam(running: KillableRooms, round: number): Promise<readonly Typist[]> {
    const all = (isSo: (page: SyncClient) => boolean) => running.isGone() || pages.every(isSo);
    await until(() => all((page) => page.save().kind === 'saved'), 'everybody to be back');
    const [lead] = pages;
    if (!lead) throw new Error('nobody came');
    const id = aPlace(lead);
    await until(() => all((page) => page.journey().touchpoints.has(id)), 'the place');
    const typists = pages
      .filter((page) => page.journey().touchpoints.has(id))
      .map((page, index) =>
        aTypist(page, id, `${'abcdef'[index]}${round.toString(36)}x`, seededRandom(SEED + round * 10 + index)),
      );
    this.typists.push(...typists);
    return typists;
  }
}

describe.each(databases)('kill -9 while people type, on %s (T3)', (database) => {
  onDatabase(database, (url) => {
    postgresUrl = url;
  });

  const title = `loses nothing that was acknowledged or shown, and doubles nothing, over ${KILLS} kills (T10)`;
  it(title, { timeout: TEST_MS }, async () => {
    const { sessionId, members } = await prepare();
    const run = new KillRun(sessionId, members);
    for (let round = 0; round < KILLS; round += 1) await run.round(round);
    const after = await startSyncServer({ dir, postgresUrl, port: run.lastPort });
    await run.expectEverything(after);
    await after.rooms.project(sessionId);
    const entries = await after.rooms.read(sessionId, (journey) => {
      expect(journey.repairs).toEqual([]);
      return deriveEntries(journey);
    });
    const rows = await after.db.prisma.calendarEntry.findMany({ where: { sessionId } });
    const plan = (list: readonly { id: string; plannedOn: string; title: string }[]) =>
      list.map(({ id, plannedOn, title }) => `${id} ${plannedOn} ${title}`).sort();
    expect(rows.length).toBeGreaterThan(0);
    expect(plan(rows)).toEqual(plan(entries));
    for (const page of pages.splice(0)) page.close();
    await after.stop();
  });
});
