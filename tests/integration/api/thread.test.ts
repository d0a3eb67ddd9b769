import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeSession, getCalendar, getJourney, getSession, listSessions } from '@/lib/api/sessions';
import { ROLES } from '@/lib/method/roles';
import { startApi, type TestApi } from '@/tests/support/api';
import { aGuest, anOrganiser, aSession } from '@/tests/support/people';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

describe('the thread of a session', () => {
  it('C3 goes from account to session, guests, journey and calendar', async () => {
    const anna = await anOrganiser(api);
    const session = await aSession(anna, { title: 'Afval scheiden', templateId: 'example' });
    expect(session).toMatchObject({
      role: 'facilitator',
      isOwner: true,
      phaseModel: 'ttsc',
      me: { name: 'Anna de Vries' },
    });
    expect(session.missingRoles).toEqual(['writer', 'visualiser', 'projectLead', 'targetGroup']);

    const { browser: bilal, member } = await aGuest(api, anna, session, 'writer');
    expect(member).toMatchObject({ name: 'Bilal', role: 'writer', colour: 1 });
    const params = { sessionId: session.id };
    const seen = await bilal.get(getSession, { params });
    expect(seen).toMatchObject({ me: { id: member.id }, isOwner: false, title: 'Afval scheiden' });
    expect(seen.members.map(({ name }) => name)).toEqual(['Anna de Vries', 'Bilal']);

    const journey = await bilal.get(getJourney, { params });
    expect(journey.personas).toHaveLength(3);
    expect(journey.touchpoints.length).toBeGreaterThanOrEqual(25);

    const { entries } = await bilal.get(getCalendar, { params });
    const planned = journey.touchpoints.filter(({ plannedOn }) => plannedOn !== null);
    expect(entries.map(({ id }) => id).sort()).toEqual(planned.map(({ id }) => id).sort());
    const days = entries.map(({ plannedOn, startTime }) => `${plannedOn} ${startTime ?? ''}`);
    expect(days).toEqual([...days].sort());
  });

  it('C4 is complete with every role in it, and lists newest first with archived ones', async () => {
    const anna = await anOrganiser(api);
    const first = await aSession(anna, { title: 'Eerste' });
    for (const role of ROLES) await aGuest(api, anna, first, role);
    const second = await aSession(anna, { title: 'Tweede' });
    await anna.get(changeSession, { params: { sessionId: first.id }, body: { archived: true } });
    const { sessions } = await anna.get(listSessions);
    expect(sessions.map(({ title, memberCount, archivedAt }) => [title, memberCount, archivedAt !== null])).toEqual([
      ['Tweede', 1, false],
      ['Eerste', 1 + ROLES.length, true],
    ]);
    expect((await anna.get(getSession, { params: { sessionId: first.id } })).missingRoles).toEqual([]);
    expect(sessions[0]?.id).toBe(second.id);
  });

  it('reads the phase model and template that were chosen, in the language of who chose', async () => {
    const anna = await anOrganiser(api);
    const english = { 'accept-language': 'en' };
    const response = await anna.send(
      'POST',
      '/api/sessions',
      { title: 'x', templateId: 'example', phaseModel: 'michels' },
      english,
    );
    const session = await response.json();
    expect(session).toMatchObject({ phaseModel: 'michels', campaignMessage: expect.stringContaining('Food scraps') });
    const journey = await anna.get(getJourney, { params: { sessionId: session.id } });
    expect(journey.meta.phaseModel).toBe('michels');
    const empty = await aSession(anna);
    const nothing = await anna.get(getJourney, { params: { sessionId: empty.id } });
    expect(nothing).toMatchObject({ personas: [], touchpoints: [], meta: { phaseModel: 'ttsc' } });
  });

  it('T10 is all there after a restart', async () => {
    const own = await startApi();
    const anna = await anOrganiser(own);
    const { id } = await aSession(anna, { templateId: 'example' });
    const { browser: bilal } = await aGuest(own, anna, { id }, 'writer');
    const before = await bilal.get(getJourney, { params: { sessionId: id } });
    await own.stop();
    const again = await startApi({ dataDir: own.dataDir });
    try {
      expect(await bilal.get(getJourney, { params: { sessionId: id } })).toEqual(before);
      expect((await anna.get(listSessions)).sessions).toHaveLength(1);
    } finally {
      await again.close();
    }
  });
});
