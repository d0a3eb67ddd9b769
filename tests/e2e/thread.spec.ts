import {
  addPersona,
  addTouchpoint,
  createSessionByForm,
  journeyOf,
  messageField,
  openStation,
  planOn,
  station,
} from './support/board';
import { expectSaved, invite, joinAs, signUpFirstOrganiser } from './support/people';
import { expect, PHONE, test } from './support/test';

test.use({ settings: { SIGNUP: 'first' } });

test('from the first visitor to a message that two people wrote', async ({ page, newPerson }) => {
  await signUpFirstOrganiser(page);
  const sessionId = await createSessionByForm(page, 'Afval scheiden in de hoogbouw');
  const link = await invite(page, sessionId, 'writer');
  await page.goto(`/sessions/${sessionId}`);
  await expectSaved(page);
  await addPersona(page, 'Ruud, 71', 'Woont al veertig jaar op de negende.');
  await addTouchpoint(page, 'Touch', 'Ruud, 71', 'Brief van de wethouder');

  const writer = await newPerson(PHONE);
  await joinAs(writer, link, 'Samira');
  await expect(station(writer, 'Brief van de wethouder')).toBeVisible();
  const here = await openStation(page, 'Brief van de wethouder');
  const there = await openStation(writer, 'Brief van de wethouder');
  await messageField(there).pressSequentially('Beste buurman, ');
  await expect(messageField(here)).toHaveValue('Beste buurman, ');
  await messageField(here).press('End');
  await messageField(here).pressSequentially('welkom.');
  await expect(messageField(there)).toHaveValue('Beste buurman, welkom.');
  await planOn(there, '2027-01-12');
  await expectSaved(page);
  await expectSaved(writer);

  await expect
    .poll(async () => (await journeyOf(page, sessionId)).touchpoints)
    .toMatchObject([{ title: 'Brief van de wethouder', message: 'Beste buurman, welkom.', plannedOn: '2027-01-12' }]);
  expect(await journeyOf(writer, sessionId)).toEqual(await journeyOf(page, sessionId));
});
