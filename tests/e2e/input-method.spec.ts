import { journeyOf, messageField, openBoard, openExample, openStation } from './support/board';
import { inviteByApi, joinAs } from './support/people';
import { expect, test } from './support/test';

const TITLE = 'Poster in de hal';

test('a word that is being composed stays whole while a colleague types in the same text', async ({
  page,
  newPerson,
}) => {
  const sessionId = await openExample(page);
  const link = await inviteByApi(page, sessionId, 'writer');
  const writer = await newPerson();
  await joinAs(writer, link, 'Mei');
  await openBoard(writer, sessionId);
  const field = messageField(await openStation(page, TITLE));
  const theirs = messageField(await openStation(writer, TITLE));
  const before = await field.inputValue();

  const input = await page.context().newCDPSession(page);
  await field.focus();
  await page.keyboard.press('Control+End');
  await input.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 });
  await theirs.focus();
  await writer.keyboard.press('Control+Home');
  await writer.keyboard.type('Dag 😀! ');
  await expect(theirs).toHaveValue(`Dag 😀! ${before}`);
  // What is half composed is nobody else's yet, and what others type does not break it.
  await expect(field).toHaveValue(`${before}ni`);
  await input.send('Input.imeSetComposition', { text: '你', selectionStart: 1, selectionEnd: 1 });
  await input.send('Input.insertText', { text: '你好' });

  const together = `Dag 😀! ${before}你好`;
  await expect(field).toHaveValue(together);
  await expect(theirs).toHaveValue(together);
  await expect.poll(() => field.evaluate((element: HTMLTextAreaElement) => element.selectionEnd)).toBe(together.length);
  await page.keyboard.type('!');
  await expect(theirs).toHaveValue(`${together}!`);
  await expect
    .poll(async () => (await journeyOf(page, sessionId)).touchpoints.find(({ title }) => title === TITLE)?.message)
    .toBe(`${together}!`);
});
