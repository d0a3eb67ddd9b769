import { expect, type Page } from '@playwright/test';
import type { ReplyOf } from '@/lib/api/contract';
import type { getCalendar, getJourney } from '@/lib/api/sessions';
import { formatDay } from '@/lib/core/dates';
import { channelOf } from '@/lib/method/channels';
import { emotionTexts, signed } from '@/lib/method/emotions';
import { phaseModels } from '@/lib/method/phase-models';
import { say } from './words';

type Journey = ReplyOf<typeof getJourney>;
type Entry = ReplyOf<typeof getCalendar>['entries'][number];

/** A journey as a screen tells it: persona by persona, each with what its stations are called, in order. */
export type Lines = Readonly<Record<string, readonly string[]>>;

/** What a screen should tell of the journey that the server has, worked out from the data alone. */
export function linesOf({ meta, personas, touchpoints }: Journey): Lines {
  const { phases } = phaseModels[meta.phaseModel];
  return Object.fromEntries(
    personas.map(({ id, name }) => [
      name,
      phases.flatMap((phase) => {
        const cell = touchpoints.filter(({ position }) => position.personaId === id && position.phase === phase.key);
        return cell.map(({ title, channel, plannedOn, emotion, emotionWord, peak }, index) =>
          [
            title,
            say('board.stationPlace', { index: index + 1, count: cell.length, phase: phase.name.nl }),
            channel ? channelOf(channel).name.nl : '',
            plannedOn ? formatDay(plannedOn, 'nl', { day: 'numeric', month: 'long', year: 'numeric' }) : '',
            emotion === null
              ? ''
              : say('board.emotionIs', { value: signed(emotion), word: emotionWord || emotionTexts[emotion].nl }),
            peak ? say('board.peak') : '',
          ]
            .filter(Boolean)
            .join(', '),
        );
      }),
    ]),
  );
}

/** Reads the board of a wide screen. */
async function linesOnBoard(page: Page): Promise<Lines> {
  return page.getByRole('grid').evaluate((grid) => {
    const rows = [...grid.querySelectorAll('[role=row]')].slice(1);
    return Object.fromEntries(
      rows.map((row) => [
        row.querySelector('[data-persona] > span:last-child > span')?.textContent ?? '',
        [...row.querySelectorAll('[data-station]')].map((station) => station.getAttribute('aria-label') ?? ''),
      ]),
    );
  });
}

/** Reads the list of a phone, one persona after the other. */
async function linesInList(page: Page): Promise<Lines> {
  const lines: Record<string, readonly string[]> = {};
  const tabs = page.getByRole('navigation', { name: say('board.personas') }).getByRole('button');
  for (const tab of await tabs.all()) {
    await tab.click();
    await expect(tab).toHaveAttribute('aria-pressed', 'true');
    const name = (await page.getByRole('main').getByRole('heading', { level: 2 }).textContent()) ?? '';
    lines[name] = await page
      .locator('[data-station]')
      .evaluateAll((stations) => stations.map((station) => station.getAttribute('aria-label') ?? ''));
  }
  return lines;
}

/** What the journey page shows, on whatever screen. */
export async function linesSeen(page: Page): Promise<Lines> {
  return (await page.getByRole('grid').isVisible()) ? linesOnBoard(page) : linesInList(page);
}

/** A row of the calendar, as words. */
export type Row = {
  readonly title: string;
  readonly day: string;
  readonly persona: string;
  readonly message: string;
};

/** What the list of the calendar should show. */
export const rowsOf = (entries: readonly Entry[]): readonly Row[] =>
  entries.map(({ title, plannedOn, personaName, message, peak }) => ({
    title: `${peak ? '★ ' : ''}${title}`,
    day: formatDay(plannedOn, 'nl', { day: 'numeric', month: 'short' }).replace('.', ''),
    persona: personaName,
    message: message ? `“${message}”` : '',
  }));

/** What the list of the calendar shows. */
export const rowsSeen = (page: Page): Promise<readonly Row[]> =>
  page.locator('section[aria-labelledby^="week-"] li').evaluateAll((items) =>
    items.map((item) => {
      const [when, facts, message] = item.querySelectorAll('p');
      return {
        title: item.querySelector('[data-station]')?.textContent ?? '',
        day: when?.querySelectorAll('span')[1]?.textContent ?? '',
        persona: facts?.querySelector('span')?.textContent ?? '',
        message: message?.textContent ?? '',
      };
    }),
  );
