import { expect, type Locator, type Page } from '@playwright/test';

const MOUSE = ['pointerdown', 'mousedown', 'mousemove', 'touchstart', 'wheel'];
const COUNT = 'mouse-events';

/** Counts every event that a hand on a mouse or screen would cause; call before the first page. */
export async function countMouseEvents(page: Page): Promise<void> {
  await page.addInitScript(
    ([events, key]) => {
      const note = () => sessionStorage.setItem(key, String(Number(sessionStorage.getItem(key)) + 1));
      for (const event of events) window.addEventListener(event, note, { capture: true, passive: true });
    },
    [MOUSE, COUNT] as const,
  );
}

/** How many of those there were, over all pages of this tab. */
export const mouseEvents = (page: Page): Promise<number> =>
  page.evaluate((key) => Number(sessionStorage.getItem(key)), COUNT);

const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element.contains(document.activeElement));

/**
 * Presses Tab until the focus is on or in the target.
 * @param most stops before it counts as out of reach
 * @returns the number of stops it took
 */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab', most = 40): Promise<number> {
  await expect(target).toBeVisible();
  for (let stops = 1; stops <= most; stops += 1) {
    await page.keyboard.press(key);
    if (await hasFocus(target)) return stops;
  }
  throw new Error(`${target} is more than ${most} stops away`);
}

/** Goes to a control with Tab and presses a key on it. */
export async function pressOn(
  page: Page,
  target: Locator,
  key = 'Enter',
  way: 'Tab' | 'Shift+Tab' = 'Tab',
): Promise<void> {
  await tabTo(page, target, way);
  await page.keyboard.press(key);
}

/** Presses Tab until the focus comes by the first stop for the second time; fails when it is caught somewhere. */
export async function tabAround(page: Page, most = 120): Promise<number> {
  await page.keyboard.press('Tab');
  const first = await page.evaluateHandle(() => document.activeElement);
  for (let stops = 1; stops <= most; stops += 1) {
    await page.keyboard.press('Tab');
    if (await first.evaluate((element) => element === document.activeElement)) return stops;
  }
  throw new Error(`the focus does not come round in ${most} stops`);
}
