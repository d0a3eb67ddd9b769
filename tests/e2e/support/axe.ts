import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/**
 * React Aria's announcer keeps what it said for seven seconds. Of a busy button it keeps a reference to the button's own words, which is
 * empty once the press has led to another page.
 */
const ANNOUNCED = '[data-live-announcer]';

/** What fades in is paler than it will be, for a sixth of a second; what moves for ever is as it is. */
const appeared = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const ends = ({ playState, effect }: Animation) =>
      playState === 'running' && effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY;
    await Promise.allSettled(
      document
        .getAnimations()
        .filter(ends)
        .map(({ finished }) => finished),
    );
  });

/**
 * Fails when axe finds anything on the page as it is now (checks A1).
 * @param page in the state to judge; waits for nothing but for what is still appearing
 * @param within a selector, when only a part is to be judged
 */
export async function expectNoAxeViolations(page: Page, within?: string): Promise<void> {
  await appeared(page);
  const builder = new AxeBuilder({ page }).withTags(RULES).exclude(ANNOUNCED);
  const { violations } = await (within ? builder.include(within) : builder).analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, html, failureSummary }) =>
      [`${id}: ${help}`, target.join(' '), html, failureSummary].join('\n  '),
    ),
  );
  expect(found, `axe on ${page.url()}`).toEqual([]);
}
