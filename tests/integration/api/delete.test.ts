import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createFeed, deleteSession, getCalendar, getSession, joinSession, listSessions } from '@/lib/api/sessions';
import { dispatch } from '@/lib/collab/dispatch';
import { readJourney } from '@/lib/collab/mirror';
import type { MemberId, SessionId } from '@/lib/core/ids';
import { cleanUp } from '@/server/services/clean-up';
import { startApi, type TestApi } from '@/tests/support/api';
import { aGuest, anInvitation, anOrganiser, aSession } from '@/tests/support/people';

let api: TestApi;
afterEach(() => api.close());

/** Adds a persona and a planned touchpoint whose texts are the marker, as the server. */
const plant = (id: SessionId, marker: string): Promise<void> =>
  api.context.rooms.write(id, (doc) => {
    const context = () => ({
      doc,
      journey: readJourney(doc),
      actor: { role: 'facilitator', isOwner: true } as const,
      memberId: 'server' as MemberId,
      now: () => new Date(),
    });
    const persona = dispatch(context(), 'addPersona', { name: marker, summary: '' });
    if (!persona.ok) throw new Error(persona.error);
    const place = { personaId: persona.value.id, phase: 'touch', title: marker } as const;
    const added = dispatch(context(), 'addTouchpoint', place);
    if (!added.ok) throw new Error(added.error);
    dispatch(context(), 'editTouchpoint', { id: added.value.id, changes: { plannedOn: '2027-01-12' } });
  });

/** How often the text occurs in the files of the installation. */
async function occurrences(text: string): Promise<number> {
  let count = 0;
  for (const file of await readdir(api.dataDir, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const bytes = await readFile(join(file.parentPath, file.name));
    for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) count += 1;
  }
  return count;
}

describe('deleting a session', () => {
  it('P5 leaves no row and no byte behind, and touches nothing else', async () => {
    api = await startApi();
    const anna = await anOrganiser(api);
    const kept = await aSession(anna, { title: 'Blijft-5hk2', templateId: 'example' });
    const session = await aSession(anna, { title: 'Weg-7fq9', campaignMessage: 'Weg-7fq9' });
    await aGuest(api, anna, session, 'writer', 'Weg-7fq9');
    await anna.get(createFeed, { params: { sessionId: session.id } });
    await plant(session.id, 'Weg-7fq9');
    const { entries } = await anna.get(getCalendar, { params: { sessionId: session.id } });
    expect(entries).toMatchObject([{ title: 'Weg-7fq9' }]);
    await api.context.db.checkpoint();
    expect(await occurrences('Weg-7fq9')).toBeGreaterThan(4);

    await anna.get(deleteSession, { params: { sessionId: session.id } });

    expect(await occurrences('Weg-7fq9')).toBe(0);
    expect(await occurrences('Blijft-5hk2')).toBeGreaterThan(0);
    expect((await anna.call(getSession, { params: { sessionId: session.id } })).status).toBe(404);
    expect((await anna.get(listSessions)).sessions.map(({ id }) => id)).toEqual([kept.id]);
    const { prisma } = api.context.db;
    const where = { sessionId: session.id };
    const left = await Promise.all([
      prisma.member.count({ where }),
      prisma.invitation.count({ where }),
      prisma.calendarEntry.count({ where }),
      prisma.calendarFeed.count({ where }),
      prisma.journeyUpdate.count({ where }),
      prisma.journeySnapshot.count({ where }),
      prisma.guest.count(),
    ]);
    expect(left).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('keeps a guest who is in another session as well', async () => {
    api = await startApi();
    const anna = await anOrganiser(api);
    const [one, two] = [await aSession(anna), await aSession(anna)];
    const { browser } = await aGuest(api, anna, one, 'writer');
    await browser.get(joinSession, { body: { token: await anInvitation(anna, two, 'writer'), name: 'Bilal' } });
    await anna.get(deleteSession, { params: { sessionId: one.id } });
    expect((await browser.call(getSession, { params: { sessionId: two.id } })).status).toBe(200);
  });

  it('done twice at once is done once', async () => {
    api = await startApi();
    const anna = await anOrganiser(api);
    const { id } = await aSession(anna);
    const answers = await Promise.all([1, 2].map(() => anna.call(deleteSession, { params: { sessionId: id } })));
    expect(answers.every(({ status }) => status === 204 || status === 404)).toBe(true);
    expect(await api.context.db.prisma.session.count()).toBe(0);
  });
});

describe('the clean-up', () => {
  it('P5 removes what is past its date and nothing else', async () => {
    api = await startApi();
    const anna = await anOrganiser(api);
    const session = await aSession(anna);
    const { browser: bilal, member } = await aGuest(api, anna, session, 'writer');
    const over = await aSession(anna);
    const { prisma } = api.context.db;
    await prisma.session.update({ where: { id: over.id }, data: { expiresAt: new Date() } });
    expect(await cleanUp(api.context, new Date())).toEqual({ sessions: 1, guests: 0, signIns: 0, moments: 0 });
    expect((await bilal.call(getSession, { params: { sessionId: session.id } })).status).toBe(200);

    const later = new Date(Date.now() + 91 * 86_400_000);
    expect(await cleanUp(api.context, later)).toEqual({ sessions: 0, guests: 1, signIns: 1, moments: 0 });
    expect((await bilal.call(getSession, { params: { sessionId: session.id } })).status).toBe(404);
    expect(await prisma.member.findUnique({ where: { id: member.id } })).toMatchObject({
      guestId: null,
      name: 'Bilal',
    });
    expect(await prisma.session.count()).toBe(1);
  });
});
