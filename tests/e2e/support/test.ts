import { type BrowserContextOptions, test as base, devices, expect, type Page } from '@playwright/test';
import { startServer, type TestServer } from './server';
import { Problems, watch } from './watch';

type TestFixtures = {
  /** Problems that a test expects are announced here: `problems.expect(/404/)`. */
  readonly problems: Problems;
  /** Opens the browser of another person; closed at the end of the test. */
  readonly newPerson: (options?: BrowserContextOptions) => Promise<Page>;
};
type WorkerFixtures = {
  /** Environment variables of the server; a file that sets them gets a server of its own. */
  readonly settings: Readonly<Record<string, string>>;
  readonly server: TestServer;
};

/** A phone that a participant holds: small screen, touch. */
export const PHONE: BrowserContextOptions = {
  ...devices['Pixel 7'],
  defaultBrowserType: undefined,
  viewport: { width: 390, height: 844 },
} as BrowserContextOptions;

/** The test function of all end-to-end tests: a real server, watched browsers. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  settings: [{}, { scope: 'worker', option: true }],
  server: [
    async ({ settings }, use) => {
      const server = await startServer(settings);
      await use(server);
      await server.dispose();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  problems: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
    async ({}, use, info) => {
      const problems = new Problems();
      await use(problems);
      if (info.status === info.expectedStatus)
        expect(problems.unexpected, 'nothing unexpected in any browser').toEqual([]);
    },
    { auto: true },
  ],
  context: async ({ context, server, problems }, use) => {
    await watch(context, server.url, problems);
    await use(context);
  },
  newPerson: async ({ browser, contextOptions, server, problems }, use, info) => {
    const contexts: Awaited<ReturnType<typeof browser.newContext>>[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({ ...contextOptions, baseURL: server.url, ...options });
      contexts.push(context);
      await watch(context, server.url, problems);
      return context.newPage();
    });
    if (info.status !== info.expectedStatus) await info.attach('server output', { body: server.output() });
    await Promise.all(contexts.map((context) => context.close()));
  },
});

export { expect };
