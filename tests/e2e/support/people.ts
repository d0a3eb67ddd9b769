import { randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { signUp } from '@/lib/api/account';
import { createInvitation } from '@/lib/api/sessions';
import type { SessionId } from '@/lib/core/ids';
import { type Role, roleTexts } from '@/lib/method/roles';
import { call } from './api';
import { say } from './words';

/** An organiser's credentials. */
export type Organiser = { readonly name: string; readonly email: string; readonly password: string };

/** Credentials that no other test has. */
export const newOrganiser = (name = 'Anna de Vries'): Organiser => ({
  name,
  email: `${randomUUID()}@gemeente.example`,
  password: 'een lange zin die ik onthoud',
});

/** Makes an account by the form, as the first visitor of a new installation does. */
export async function signUpFirstOrganiser(page: Page, organiser = newOrganiser()): Promise<Organiser> {
  await page.goto('/');
  await page.getByRole('link', { name: say('start.firstAccount') }).click();
  await fillAccount(page, organiser);
  return organiser;
}

/** Fills the form of a new account and waits for the list of sessions. */
export async function fillAccount(page: Page, organiser: Organiser): Promise<void> {
  await page.getByLabel(say('account.name'), { exact: true }).fill(organiser.name);
  await page.getByLabel(say('account.email')).fill(organiser.email);
  await page.getByLabel(say('account.password'), { exact: true }).fill(organiser.password);
  await page.getByRole('button', { name: say('account.signUp') }).click();
  await expect(page).toHaveURL(/\/sessions$/);
}

/** Makes an account without the form, for tests that are about something else. */
export async function asOrganiser(page: Page, organiser = newOrganiser()): Promise<Organiser> {
  await call(page, signUp, { body: organiser });
  return organiser;
}

/** Makes an invitation link on the people page, as the journey lead does. */
export async function invite(page: Page, sessionId: SessionId, role: Role): Promise<string> {
  await page.goto(`/sessions/${sessionId}/people`);
  await page.getByRole('button', { name: say('people.invite.role') }).click();
  await page.getByRole('option', { name: roleTexts[role].name.nl }).click();
  await page.getByRole('button', { name: say('people.invite.make') }).click();
  const link = page.getByRole('textbox', { name: say('people.invite.link') });
  await expect(link).toHaveValue(/\/join#/);
  return link.inputValue();
}

/** Makes an invitation link without the page. */
export async function inviteByApi(page: Page, sessionId: SessionId, role: Role): Promise<string> {
  const { url } = await call(page, createInvitation, { params: { sessionId }, body: { role } });
  return url;
}

/** Follows an invitation link in a browser of its own and gets on, by name. */
export async function joinAs(page: Page, url: string, name: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel(say('join.name')).fill(name);
  await page.getByRole('button', { name: say('join.submit') }).click();
  await expect(page).toHaveURL(/\/sessions\/[\w-]+$/);
  await expectSaved(page);
}

/** Waits until the save mark says that everything is on disk. */
export async function expectSaved(page: Page): Promise<void> {
  await expect(page.getByText(say('live.saved'), { exact: true }).first()).toBeVisible();
}
