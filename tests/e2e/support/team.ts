import { type BrowserContextOptions, expect, type Page } from '@playwright/test';
import type { SessionId } from '@/lib/core/ids';
import type { Role } from '@/lib/method/roles';
import { createSessionByForm } from './board';
import { expectSaved, invite, joinAs, signUpFirstOrganiser } from './people';
import { PHONE } from './test';
import { say } from './words';

/** The people of a session, each in a browser of their own. */
export type Team = {
  readonly sessionId: SessionId;
  /** Organiser and journey lead. */
  readonly anna: Page;
  /** Writer. */
  readonly samira: Page;
  /** Visualiser. */
  readonly jens: Page;
  /** Project lead. */
  readonly petra: Page;
  /** Communications officer, on a phone. */
  readonly cem: Page;
  /** Observer. */
  readonly wim: Page;
};

type NewPerson = (options?: BrowserContextOptions) => Promise<Page>;

/** Everybody who may change the journey. */
export const editorsOf = ({ anna, samira, jens, petra, cem }: Team): readonly Page[] => [
  anna,
  samira,
  jens,
  petra,
  cem,
];

/** Everybody. */
export const allOf = (team: Team): readonly Page[] => [...editorsOf(team), team.wim];

/** From the very first visit to six people on one board, all through the screens. */
export async function gatherTeam(anna: Page, newPerson: NewPerson): Promise<Team> {
  await signUpFirstOrganiser(anna);
  const sessionId = await createSessionByForm(anna, 'Afval scheiden in de hoogbouw', 'municipal-campaign');
  const comeIn = async (role: Role, name: string, options?: BrowserContextOptions): Promise<Page> => {
    const link = await invite(anna, sessionId, role);
    const page = await newPerson(options);
    await joinAs(page, link, name);
    return page;
  };
  const samira = await comeIn('writer', 'Samira');
  const jens = await comeIn('visualiser', 'Jens');
  const petra = await comeIn('projectLead', 'Petra');
  const cem = await comeIn('communications', 'Cem', PHONE);
  const wim = await comeIn('observer', 'Wim');
  await anna.goto(`/sessions/${sessionId}`);
  await expectSaved(anna);
  await expect(anna.getByRole('list', { name: new RegExp(say('live.people', { names: '' })) })).toContainText(
    say('live.more', { count: 1 }),
  );
  return { sessionId, anna, samira, jens, petra, cem, wim };
}
