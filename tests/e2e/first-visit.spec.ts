import { expectNoAxeViolations } from './support/axe';
import { openExample } from './support/board';
import { expectSaved } from './support/people';
import { expect, test } from './support/test';
import { say } from './support/words';

test('a first look: one press from the start page to a full board', async ({ page }) => {
  await page.goto('/');
  await expectNoAxeViolations(page);
  await page.getByRole('button', { name: say('start.example') }).click();
  await expect(page).toHaveURL(/\/sessions\/[\w-]{22}$/);
  await expectSaved(page);
  await expect(page.getByRole('grid', { name: say('board.board') })).toBeVisible();
  await expectNoAxeViolations(page);
});

test('the example of somebody else does not exist (checks S5)', async ({ newPerson, problems }) => {
  problems.expect(/404 \(Not Found\)/);
  const anna = await newPerson();
  const bilal = await newPerson();
  const sessionId = await openExample(anna);
  const response = await bilal.goto(`/sessions/${sessionId}`);
  expect(response?.status()).toBe(404);
  await expect(bilal.getByRole('heading', { name: say('common.notFound.title') })).toBeVisible();
  expect((await bilal.request.get(`/api/sessions/${sessionId}`)).status()).toBe(404);
});
