import { expect, type Locator, type Page } from '@playwright/test';
import { signed } from '@/lib/method/emotions';
import { containing, say } from './words';

/** Operates a control: a click of the mouse, or a tap of a finger. */
export type Press = (target: Locator) => Promise<void>;

export const click: Press = (target) => target.click();
/** Needs a context with a touch screen. */
export const tap: Press = (target) => target.tap();

/** Chooses an option of a list that opens, inside a sheet, a dialog or a page. */
export async function choose(
  within: Locator | Page,
  field: string,
  option: string | RegExp,
  press: Press = click,
): Promise<void> {
  await press(within.getByRole('button', { name: containing(field) }));
  const list = ('page' in within ? within.page() : within).getByRole('listbox');
  await press(list.getByRole('option', { name: typeof option === 'string' ? containing(option) : option }).first());
  await expect(list).toBeHidden();
}

/** Chooses how the touchpoint of an open sheet feels. */
export async function feel(sheet: Locator, value: -2 | -1 | 0 | 1 | 2, press: Press = click): Promise<void> {
  const tiles = sheet.getByRole('radiogroup', { name: say('sheet.emotion') });
  await press(tiles.getByText(signed(value), { exact: true }));
  await expect(tiles.getByRole('radio', { checked: true })).toHaveCount(1);
}

/** Makes the touchpoint of an open sheet a peak moment. */
export async function markPeak(sheet: Locator, press: Press = click): Promise<void> {
  await press(sheet.getByText(`★ ${say('sheet.peak')}`));
  await expect(sheet.getByRole('switch')).toBeChecked();
}

/** Writes who makes it, and leaves the field. */
export async function giveTo(sheet: Locator, name: string): Promise<void> {
  const field = sheet.getByRole('combobox', { name: say('sheet.owner') });
  await field.fill(name);
  await field.press('Tab');
}

/** Changes the title in an open sheet, and leaves the field. Its heading follows. */
export async function retitle(sheet: Locator, title: string): Promise<void> {
  const field = sheet.getByRole('textbox', { name: say('sheet.title'), exact: true });
  await field.fill(title);
  // Once the typing has settled the sheet has another name, and this locator would look for it in vain.
  await field.page().keyboard.press('Tab');
}

/** Closes the open sheet by its own button. */
export async function closeSheet(page: Page, press: Press = click): Promise<void> {
  const sheet = page.getByRole('dialog');
  await press(sheet.getByRole('button', { name: say('sheet.done'), exact: true }));
  await expect(sheet).toBeHidden();
}

/** Fills the open "move to" dialog and carries it out. */
export async function moveByDialog(
  page: Page,
  to: { readonly persona?: string; readonly phase?: string; readonly place?: string },
  press: Press = click,
): Promise<void> {
  const dialog = page.getByRole('dialog', { name: say('board.moveTo') });
  if (to.persona) await choose(dialog, say('board.toPersona'), to.persona, press);
  if (to.phase) await choose(dialog, say('board.toPhase'), to.phase, press);
  if (to.place) await choose(dialog, say('board.toPlace'), to.place, press);
  await press(dialog.getByRole('button', { name: say('board.moveHere'), exact: true }));
  await expect(dialog).toBeHidden();
}
