import { getCalendar } from '@/lib/api/sessions';
import { call } from './support/api';
import { journeyOf, messageField, openStation, planOn, station } from './support/board';
import { download, readCsv, readIcs, readJson, readXlsx } from './support/exports';
import { connectAs } from './support/node-client';
import { expectSaved } from './support/people';
import { linesOf, linesSeen, rowsOf, rowsSeen } from './support/seen';
import { choose, closeSheet, feel, giveTo, markPeak, moveByDialog, retitle } from './support/sheet';
import { allOf, editorsOf, gatherTeam, type Team } from './support/team';
import { expect, test } from './support/test';
import { containing, say } from './support/words';

test.use({ settings: { SIGNUP: 'first' } });

const NEIGHBOUR = 'De trouwe buurtbewoner';
const PARENT = 'De drukke ouder';
const NEWCOMER = 'De nieuwkomer';

/** Five people type in one text at the same time, each their own words. */
async function writeTogether(team: Team): Promise<void> {
  const editors = editorsOf(team);
  const { sessionId } = team;
  const before = (await journeyOf(team.anna, sessionId)).touchpoints.find(({ title }) => title === 'Bewonersbrief');
  const fields = await Promise.all(editors.map(async (page) => messageField(await openStation(page, 'Bewonersbrief'))));
  const words = editors.map((_, person) => ['een', 'twee', 'drie'].map((word) => `${word}-${'abcde'[person]}`));
  await Promise.all(
    fields.map(async (field, person) => {
      // Two at the start, three at the end: in each other's way as much as can be.
      await field.press(person < 2 ? 'Control+Home' : 'Control+End');
      // Five browsers on a busy machine: what matters is that nothing is lost, not how long it takes.
      await field.pressSequentially(` ${words[person]?.join(' ')} `, { timeout: 90_000 });
    }),
  );
  await Promise.all(editors.map(expectSaved));
  const message = async () =>
    (await journeyOf(team.anna, sessionId)).touchpoints.find(({ title }) => title === 'Bewonersbrief')?.message ?? '';
  const stored = await message();
  for (const word of words.flat()) expect(stored.split(word), `${word} is there once`).toHaveLength(2);
  expect(stored).toContain(before?.message ?? 'the text of the template');
  expect(stored).toHaveLength(
    (before?.message.length ?? 0) + words.reduce((sum, own) => sum + own.join(' ').length + 2, 0),
  );
  const watched = messageField(await openStation(team.wim, 'Bewonersbrief'));
  for (const field of [...fields, watched]) await expect(field).toHaveValue(stored);
  await Promise.all(allOf(team).map((page) => closeSheet(page)));
}

/** Everybody changes something else at the same time. */
async function workSideBySide({ anna, samira, jens, petra, cem }: Team): Promise<void> {
  const edits = [
    async () => {
      const sheet = await openStation(anna, 'Bevestiging');
      await choose(sheet, say('sheet.status'), 'ter akkoord');
      await closeSheet(anna);
    },
    async () => {
      const sheet = await openStation(samira, 'Inloopavond');
      await retitle(sheet, 'Inloop met koffie');
      await choose(samira.getByRole('dialog'), say('sheet.channel'), 'Bewonersbrief (papier)');
      await closeSheet(samira);
    },
    async () => {
      const sheet = await openStation(jens, 'Bedankje met het resultaat');
      await feel(sheet, 2);
      await markPeak(sheet);
      await closeSheet(jens);
    },
    async () => {
      const sheet = await openStation(petra, 'Bewonersbrief');
      await choose(sheet, say('sheet.status'), 'akkoord');
      await planOn(sheet, '2027-01-12');
      await closeSheet(petra);
    },
    async () => {
      const sheet = await openStation(cem, 'Meedoen aan de balie');
      await giveTo(sheet, 'Balie Noord');
      await planOn(sheet, '2027-02-03');
      await closeSheet(cem);
    },
  ];
  await Promise.all(edits.map((edit) => edit()));
}

/** Moves by mouse, by keyboard and by choosing; then one person takes back what was theirs. */
async function moveAround({ anna, samira, jens, sessionId }: Team): Promise<void> {
  const placeOf = async (title: string) => {
    const { personas, touchpoints } = await journeyOf(anna, sessionId);
    const position = touchpoints.find((touchpoint) => touchpoint.title === title)?.position;
    return `${personas.find(({ id }) => id === position?.personaId)?.name}: ${position?.phase}`;
  };
  // By mouse: to another phase of another line.
  const target = anna
    .getByRole('row', { name: containing(NEWCOMER) })
    .getByRole('gridcell')
    .nth(2);
  const from = await station(anna, 'Onderwerppagina').boundingBox();
  const to = await target.boundingBox();
  if (!from || !to) throw new Error('nothing to drag, or nowhere to drop');
  await anna.mouse.move(from.x + from.width / 2, from.y + 20);
  await anna.mouse.down();
  await anna.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 12 });
  await anna.mouse.up();
  // By keyboard: one phase on.
  await station(samira, 'Bericht op eigen social-kanaal').focus();
  await samira.keyboard.press('Alt+ArrowRight');
  await expect(station(samira, 'Bericht op eigen social-kanaal')).toBeFocused();
  // By choosing.
  await station(jens, 'Aanmelden op je telefoon').focus();
  await jens.keyboard.press('F2');
  await moveByDialog(jens, { persona: NEIGHBOUR, phase: 'Care', place: say('board.placeFirst') });

  await expect.poll(() => placeOf('Onderwerppagina')).toBe(`${NEWCOMER}: sell`);
  await expect.poll(() => placeOf('Bericht op eigen social-kanaal')).toBe(`${PARENT}: tell`);
  await expect.poll(() => placeOf('Aanmelden op je telefoon')).toBe(`${NEIGHBOUR}: care`);

  // The last one to move was somebody else; undo takes back one's own move all the same, and only that (checks T29).
  await samira.getByRole('button', { name: say('board.undo') }).click();
  await expect.poll(() => placeOf('Bericht op eigen social-kanaal')).toBe(`${PARENT}: touch`);
  expect(await placeOf('Onderwerppagina')).toBe(`${NEWCOMER}: sell`);
  expect(await placeOf('Aanmelden op je telefoon')).toBe(`${NEIGHBOUR}: care`);
}

/** The observer has nothing to change anything with, and the server takes nothing from them either. */
async function onlyWatch({ anna, wim, sessionId }: Team): Promise<void> {
  await expect(wim.getByText(say('board.watching'))).toBeVisible();
  await expect(wim.getByRole('toolbar')).toHaveCount(0);
  await expect(wim.getByRole('button', { name: containing(say('board.addHere')) })).toHaveCount(0);
  const sheet = await openStation(wim, 'Inloop met koffie');
  await expect(messageField(sheet)).not.toBeEditable();
  await expect(sheet.getByRole('textbox', { name: say('sheet.title'), exact: true })).not.toBeEditable();
  for (const field of [say('sheet.channel'), say('sheet.status')]) {
    await expect(sheet.getByRole('button', { name: containing(field) })).toBeDisabled();
  }
  for (const radio of await sheet.getByRole('radio').all()) await expect(radio).toBeDisabled();
  await expect(sheet.getByRole('button', { name: say('sheet.remove'), exact: true })).toHaveCount(0);
  await expect(sheet.getByRole('button', { name: say('sheet.moveTo') })).toHaveCount(0);
  await closeSheet(wim);

  const before = await journeyOf(anna, sessionId);
  const tampered = await connectAs(wim, sessionId, 'writer');
  const [persona] = before.personas;
  const [first] = before.touchpoints;
  if (!persona || !first) throw new Error('the journey is empty');
  tampered.do('addTouchpoint', { personaId: persona.id, phase: 'touch', title: 'Van de waarnemer' });
  tampered.do('spliceMessage', { id: first.id, index: 0, remove: 3, insert: 'Weg ermee' });
  await expect.poll(() => tampered.refusals).toContain('readOnly');
  tampered.close();
  expect(await journeyOf(anna, sessionId)).toEqual(before);
}

/** Dates given on the calendar page; the boards of the others follow. */
async function planInCalendar({ anna, cem, samira }: Team): Promise<void> {
  await cem.getByRole('link', { name: say('common.nav.calendar'), exact: true }).click();
  const waiting = cem.getByRole('region', { name: say('calendar.unplanned') });
  const day = waiting.getByRole('group', { name: say('calendar.planOne', { title: 'Bevestiging' }) });
  await day.getByRole('spinbutton').first().tap();
  await cem.keyboard.type('20032027');
  await expect(waiting.getByRole('button', { name: 'Bevestiging', exact: true })).toHaveCount(0);
  await expect(station(anna, 'Bevestiging')).toHaveAccessibleName(/20 maart 2027/);

  // Another date for something that was planned on the board.
  await cem.getByRole('button', { name: say('calendar.changeDate', { title: 'Meedoen aan de balie' }) }).tap();
  const other = cem.getByRole('group', { name: say('calendar.changeDate', { title: 'Meedoen aan de balie' }) });
  await other.getByRole('spinbutton').first().tap();
  await cem.keyboard.type('9');
  await expect(station(samira, 'Meedoen aan de balie')).toHaveAccessibleName(/9 februari 2027/);
  await expectSaved(cem);
}

/** Takes the calendar home in every format, on the phone; independent readers find what the API says. */
async function takeHome({ cem, sessionId }: Team): Promise<void> {
  await cem.getByRole('button', { name: say('calendar.export') }).tap();
  const { entries } = await call(cem, getCalendar, { params: { sessionId } });
  const expected = entries.map(({ id, title, plannedOn, personaName, message }) => ({
    id,
    title,
    day: plannedOn,
    persona: personaName,
    message,
  }));
  expect(expected.map(({ title, day }) => [title, day])).toEqual([
    ['Bewonersbrief', '2027-01-12'],
    ['Meedoen aan de balie', '2027-02-09'],
    ['Bevestiging', '2027-03-20'],
  ]);
  expect(await readIcs(await download(cem, 'ics'))).toEqual(expected);
  expect(await readCsv(await download(cem, 'csv'))).toEqual(expected);
  expect(await readXlsx(await download(cem, 'xlsx'))).toEqual(expected);
  expect(await readJson(await download(cem, 'json'))).toEqual(expected);
  await cem.keyboard.press('Escape');
}

/** All six screens say what the server says: the journey, and the calendar. */
async function compare(team: Team): Promise<void> {
  const { sessionId, anna } = team;
  const pages = allOf(team);
  for (const page of pages) {
    const journey = await journeyOf(page, sessionId);
    expect(journey).toEqual(await journeyOf(anna, sessionId));
    await page.getByRole('link', { name: say('common.nav.journey'), exact: true }).click();
    // The calendar, which some come from, has stations too: what is seen at once may still be there.
    await expect.poll(() => linesSeen(page)).toEqual(linesOf(journey));
    const { entries } = await call(page, getCalendar, { params: { sessionId } });
    await page.getByRole('link', { name: say('common.nav.calendar'), exact: true }).click();
    await expect(page.getByRole('heading', { name: say('calendar.title') })).toBeVisible();
    expect(await rowsSeen(page)).toEqual(rowsOf(entries));
  }
}

test('six people: from the first visit to the calendar at home', async ({ page, newPerson }) => {
  test.setTimeout(300_000);
  const team = await test.step('sign up, create, invite, join', () => gatherTeam(page, newPerson));
  await test.step('everybody in one message', () => writeTogether(team));
  await test.step('everybody in another touchpoint', () => workSideBySide(team));
  await test.step('move, and undo one’s own', () => moveAround(team));
  await test.step('the observer only watches', () => onlyWatch(team));
  await test.step('plan in the calendar', () => planInCalendar(team));
  await test.step('take it home', () => takeHome(team));
  await test.step('six screens, two endpoints, one journey', () => compare(team));
  await test.step('back in after a reload, without joining again', async () => {
    const journey = await journeyOf(team.anna, team.sessionId);
    for (const person of allOf(team)) {
      await person.goto(`/sessions/${team.sessionId}`);
      await person.reload();
      await expectSaved(person);
      expect(await linesSeen(person)).toEqual(linesOf(journey));
    }
  });
});
