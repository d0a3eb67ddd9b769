import type { BrowserContext, ConsoleMessage, Page } from '@playwright/test';

/** Collects what should not happen in a browser, and forgives what a test announced. */
export class Problems {
  private readonly found: string[] = [];
  private readonly expected: RegExp[] = [];

  /** From here on (and before), problems that match are part of the test. */
  expect(...patterns: readonly RegExp[]): void {
    this.expected.push(...patterns);
  }

  add(problem: string): void {
    this.found.push(problem);
  }

  /** What nobody expected. */
  get unexpected(): readonly string[] {
    return this.found.filter((problem) => !this.expected.some((pattern) => pattern.test(problem)));
  }
}

const originOf = (address: string): string | null => {
  const { protocol, origin, host } = new URL(address);
  if (protocol === 'ws:') return `http://${host}`;
  if (protocol === 'wss:') return `https://${host}`;
  return protocol === 'http:' || protocol === 'https:' ? origin : null;
};

/** The browser reports violations of the content security policy (checks S24) in the console too, but not all of them as errors. */
async function reportViolations(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
      // biome-ignore lint/suspicious/noConsole: this runs in the browser, where the console is what we listen to
      console.error(`content security policy: ${violatedDirective} blocked ${blockedURI} in ${sourceFile}`);
    });
  });
}

/**
 * Watches everything that happens in a browser context: errors in the console, errors nobody caught, violations of the content security
 * policy, and traffic with any other host than the product's own (checks P1).
 */
export async function watch(context: BrowserContext, origin: string, problems: Problems): Promise<void> {
  const visit = (kind: string, address: string): void => {
    const target = originOf(address);
    if (target !== null && target !== origin) problems.add(`${kind} to another host: ${address}`);
  };
  const onConsole = (message: ConsoleMessage): void => {
    const isProblem =
      message.type() === 'error' || (message.type() === 'warning' && !message.location().url.includes('/_next/'));
    if (isProblem) problems.add(`console ${message.type()}: ${message.text()} (${message.location().url})`);
  };
  const onPage = (page: Page): void => {
    page.on('websocket', (socket) => visit('websocket', socket.url()));
    page.on('crash', () => problems.add(`the page crashed: ${page.url()}`));
  };
  context.on('console', onConsole);
  context.on('weberror', (error) => problems.add(`uncaught: ${error.error().stack ?? error.error().message}`));
  context.on('request', (request) => visit('request', request.url()));
  context.on('page', onPage);
  for (const page of context.pages()) onPage(page);
  await reportViolations(context);
}
