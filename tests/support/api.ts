import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathOf } from '@/lib/api/client';
import type { BodyOf, Contract, ParamsOf, ReplyOf } from '@/lib/api/contract';
import { compose } from '@/server/compose';
import { readEnv } from '@/server/env';
import { type Context, setContext } from '@/server/globals';
import { CLIENT_HEADER, ORIGIN_HEADER } from '@/server/http/client-address';
import { createLimits, LIMITS, type Limit, type LimitName } from '@/server/http/limits';
import { createLog } from '@/server/log';
import { dispatchToRoute } from './api-routes';

/** The origin under which test browsers see the server. */
export const ORIGIN = 'http://reisgezel.test';

/** Tests ask more in a second than people in an hour; those about limits set their own. */
const roomy = Object.fromEntries(Object.keys(LIMITS).map((name) => [name, { points: 100_000, seconds: 60 }]));

export type ApiSettings = {
  /** Variables of the environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly limits?: Partial<Record<LimitName, Limit>>;
  /** An existing folder to start on again. */
  readonly dataDir?: string;
  /** How often rights are looked up anew, in milliseconds. */
  readonly reviewEveryMs?: number;
};

/** The real services on a real database in a folder of their own, with the real route handlers in front. */
export type TestApi = {
  readonly context: Context;
  readonly dataDir: string;
  /** A browser with empty pockets. */
  readonly browser: (headers?: Readonly<Record<string, string>>) => TestBrowser;
  /** Stops the server; the folder stays, to look into or to start on again. */
  readonly stop: () => Promise<void>;
  /** Stops the server and removes its folder. */
  readonly close: () => Promise<void>;
};

/** Starts everything but Next. */
export async function startApi({
  env = {},
  limits,
  dataDir: existing,
  reviewEveryMs,
}: ApiSettings = {}): Promise<TestApi> {
  const dataDir = existing ?? (await mkdtemp(join(tmpdir(), 'reisgezel-api-')));
  const settings = readEnv({ DATA_DIR: dataDir, SIGNUP: 'open', ...env });
  const { context: composed } = await compose(settings, createLog({ logLevel: 'silent' }), { reviewEveryMs });
  const context = { ...composed, limits: createLimits({ ...roomy, ...limits }) };
  setContext(context);
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping ??= context.rooms.shutdown().then(() => context.db.close());
    return stopping;
  };
  return {
    context,
    dataDir,
    browser: (headers = {}) => new TestBrowser(headers),
    stop,
    close: async () => {
      await stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** An answer: its status, and its body as JSON where it is that. */
export type Answer<Reply = unknown> = { readonly status: number; readonly json: Reply; readonly response: Response };

/** Sends requests as one browser does: keeps cookies, names its origin. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();

  constructor(private readonly headers: Readonly<Record<string, string>>) {}

  /** Sends anything; `body` goes out as JSON unless it is text already. */
  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const jar = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const request = new Request(new URL(path, ORIGIN), {
      method,
      headers: {
        [CLIENT_HEADER]: '192.0.2.1',
        [ORIGIN_HEADER]: ORIGIN,
        ...(method === 'GET' ? {} : { origin: ORIGIN }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(jar ? { cookie: jar } : {}),
        ...this.headers,
        ...headers,
      },
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    });
    const response = await dispatchToRoute(request);
    for (const line of response.headers.getSetCookie()) this.keep(line);
    return response;
  }

  /** Calls an endpoint; refusals are answers too. */
  async call<C extends Contract>(
    contract: C,
    input: { readonly params?: ParamsOf<C>; readonly body?: BodyOf<C> } = {},
    headers: Record<string, string> = {},
  ): Promise<Answer<ReplyOf<C>>> {
    const response = await this.send(contract.method, pathOf(contract, input.params), input.body, headers);
    const isJson = (response.headers.get('content-type') ?? '').startsWith('application/json');
    const json = isJson ? await response.clone().json() : undefined;
    return { status: response.status, json: json as ReplyOf<C>, response };
  }

  /** Calls an endpoint that must work. */
  async get<C extends Contract>(
    contract: C,
    input: { readonly params?: ParamsOf<C>; readonly body?: BodyOf<C> } = {},
  ): Promise<ReplyOf<C>> {
    const { status, json } = await this.call(contract, input);
    if (status !== contract.status)
      throw new Error(`${contract.method} ${contract.path}: ${status} ${JSON.stringify(json)}`);
    return json;
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split(/;\s*/);
    const [name = '', ...value] = pair.split('=');
    const isGone = attributes.some((attribute) => /^max-age=0$/i.test(attribute));
    if (isGone) this.cookies.delete(name);
    else this.cookies.set(name, value.join('='));
  }
}
