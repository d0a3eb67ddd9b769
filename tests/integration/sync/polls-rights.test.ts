import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { cutInParts } from '@/lib/collab/parts';
import { CLOSE, SYNC } from '@/lib/collab/protocol';
import { newId, type SessionId } from '@/lib/core/ids';
import { ROLES, type Role } from '@/lib/method/roles';
import { encodeSync } from '@/server/sync/links/messages';
import { FORGERIES, JOURNEY, record } from '@/tests/support/forgeries';
import { aForger } from '@/tests/support/forgery';
import { updatesOf } from '@/tests/support/gate';
import { rawPolls } from '@/tests/support/poll-raw';
import { seededRandom } from '@/tests/support/random';
import type { SyncServer } from '@/tests/support/sync-server';
import { aWorld } from '@/tests/support/sync-world';

const { start } = aWorld();
const SEED = 20;
const FORGERIES_PER_ROLE = 40;

const PLENTY = { perSecond: 1_000, burst: 10_000 };

/** A session with the journey that the forgeries are about. */
async function aJourneyOn(server: SyncServer): Promise<SessionId> {
  const id = newId<SessionId>();
  await server.db.prisma.session.create({ data: { id, title: 'Afval scheiden', templateId: 'empty' } });
  await server.db.journeys.append([{ sessionId: id, data: JOURNEY.seed, memberId: null, authors: [] }]);
  return id;
}

/** The frames that carry an update: as an edit, as an answer, or in pieces. */
const carriers: Readonly<Record<string, (update: Uint8Array) => readonly Uint8Array[]>> = {
  edit: (update) => [encodeSync(SYNC.update, update)],
  answer: (update) => [encodeSync(SYNC.step2, update)],
  pieces: (update) => cutInParts(encodeSync(SYNC.update, update), 1),
};

/** Sends one update of a new member over HTTP; how it ended. */
async function sendAs(server: SyncServer, sessionId: SessionId, role: Role, frames: readonly Uint8Array[]) {
  const cookie = `member=${await server.member(sessionId, role)}`;
  const link = await rawPolls(server, sessionId, { cookie });
  for (const frame of frames) await link.upload([frame]);
  await link.pollUntil(() => link.acknowledged() > 0 || link.refusals().length > 0, 'an answer');
  if (link.refusals()[0] === 'invalid') expect(await link.untilClosed()).toBe(CLOSE.badFrame);
  const { refusals, acknowledged } = link;
  return { refusals: refusals(), acknowledged: acknowledged() };
}

describe('the gate over HTTP (T20, S6)', () => {
  it.each(ROLES)('refuses what nobody may do, and takes honest work of those who may: %s', async (role) => {
    const server = await start({ rooms: () => ({ most: { knocks: PLENTY } }) });
    const sessionId = await aJourneyOn(server);
    const random = seededRandom(SEED);
    const { seq } = await server.db.journeys.load(sessionId);
    const names = Object.keys(FORGERIES);
    for (let count = 0; count < FORGERIES_PER_ROLE; count += 1) {
      const name = random.pick(names);
      const carrier = random.pick(Object.keys(carriers));
      const forger = aForger(JOURNEY.seed);
      const forged = Y.mergeUpdates([...updatesOf({ doc: forger }, () => FORGERIES[name]?.(forger))]);
      const { refusals, acknowledged } = await sendAs(server, sessionId, role, carriers[carrier]?.(forged) ?? []);
      const expected = role === 'observer' ? 'readOnly' : 'invalid';
      expect([name, carrier, refusals, acknowledged]).toEqual([name, carrier, [expected], 0]);
    }
    expect((await server.db.journeys.load(sessionId)).seq).toBe(seq);
    const page = aForger(JOURNEY.seed);
    const honest = updatesOf({ doc: page }, () => record(page, 'touchpoints').set('title', 'Poster'));
    const frames = honest.flatMap((update) => carriers.edit?.(update) ?? []);
    const { refusals, acknowledged } = await sendAs(server, sessionId, role, frames);
    expect([refusals, acknowledged]).toEqual(role === 'observer' ? [['readOnly'], 0] : [[], 1]);
  });

  it('keeps a client id to its member, whichever way both come (S11)', async () => {
    const server = await start();
    const sessionId = await aJourneyOn(server);
    const page = aForger(JOURNEY.seed);
    const [mine] = updatesOf({ doc: page }, () => record(page, 'touchpoints').set('title', 'Van mij'));
    const [forged] = updatesOf({ doc: page }, () => record(page, 'touchpoints').set('title', 'Zogenaamd van mij'));
    if (!mine || !forged) throw new Error('no updates');
    const first = await sendAs(server, sessionId, 'writer', [encodeSync(SYNC.update, mine)]);
    const second = await sendAs(server, sessionId, 'writer', [encodeSync(SYNC.update, forged)]);
    expect([first.refusals, second.refusals]).toEqual([[], ['invalid']]);
  });
});
