import { expect, type Locator, type Page } from '@playwright/test';
import type { BodyOf, ReplyOf } from '@/lib/api/contract';
import { createSession as createContract, createExample, getJourney } from '@/lib/api/sessions';
import type { SessionId } from '@/lib/core/ids';
import { templates } from '@/lib/method/templates/registry';
import type { TemplateId } from '@/lib/method/templates/template-ids';
import { call } from './api';
import { expectSaved } from './people';
import { containing, say } from './words';

/** Makes a session without the form. The page must be signed in. */
export async function createSession(page: Page, body: BodyOf<typeof createContract>): Promise<SessionId> {
  return (await call(page, createContract, { body })).id;
}

/** Makes a session by the form, and waits for its board. */
export async function createSessionByForm(
  page: Page,
  title: string,
  templateId: TemplateId = 'empty',
): Promise<SessionId> {
  await page.goto('/sessions');
  await page.getByRole('link', { name: say('sessions.new') }).click();
  await page.getByText(templates[templateId].name.nl, { exact: true }).click();
  await page.getByLabel(say('sessions.form.title'), { exact: true }).fill(title);
  await page.getByRole('button', { name: say('sessions.form.create') }).click();
  await expect(page).toHaveURL(/\/sessions\/[\w-]{22}(?:\/|$)/);
  return sessionOf(page);
}

/** The id of the session that a page shows. */
export function sessionOf(page: Page): SessionId {
  const id = /\/sessions\/([\w-]+)/.exec(new URL(page.url()).pathname)?.[1];
  if (!id) throw new Error(`${page.url()} is not the page of a session`);
  return id as SessionId;
}

/** Makes an example session and opens it; without an account the page becomes its guest. */
export async function openExample(page: Page): Promise<SessionId> {
  const { id } = await call(page, createExample);
  await openBoard(page, id);
  return id;
}

/** Opens the board of a session and waits until the journey is there and saved. */
export async function openBoard(page: Page, sessionId: SessionId): Promise<void> {
  await page.goto(`/sessions/${sessionId}`);
  await expectSaved(page);
}

/** The journey as the server has it. */
export const journeyOf = (page: Page, sessionId: SessionId): Promise<ReplyOf<typeof getJourney>> =>
  call(page, getJourney, { params: { sessionId } });

/** A station by its title; its accessible name goes on with place, channel, date and emotion. */
export const station = (page: Page, title: string): Locator =>
  page.getByRole('button', {
    name: new RegExp(
      `^${containing(title).source}, ${say('board.stationPlace', { index: 1, count: 1, phase: 'x' }).split(' ')[0]} `,
    ),
  });

/** Opens the sheet of a station. */
export async function openStation(page: Page, title: string): Promise<Locator> {
  await station(page, title).click();
  const sheet = page.getByRole('dialog', { name: title });
  await expect(sheet).toBeVisible();
  return sheet;
}

/** The field of the message in an open sheet. */
export const messageField = (sheet: Locator): Locator =>
  sheet.getByRole('textbox', { name: containing(say('sheet.message')) });

/** Plans the open touchpoint on a day, by typing it as a person does. */
export async function planOn(sheet: Locator, day: string): Promise<void> {
  const [year = '', month = '', date = ''] = day.split('-');
  const field = sheet.getByRole('group', { name: say('sheet.plannedOn') });
  await field.getByRole('spinbutton').first().click();
  await field.page().keyboard.type(`${Number(date)}`.padStart(2, '0'));
  await field.page().keyboard.type(month);
  await field.page().keyboard.type(year);
  await field.page().keyboard.press('Tab');
}
