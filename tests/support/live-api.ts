import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SessionReply } from '@/lib/api/sessions';
import { SYNC_PATH } from '@/lib/collab/protocol';
import type { MemberId } from '@/lib/core/ids';
import type { Role } from '@/lib/method/roles';
import { createHandler, type Pages } from '@/server/http/handler';
import { createMetrics } from '@/server/http/metrics';
import { createUpgrade } from '@/server/http/upgrade';
import { type ApiSettings, startApi, type TestApi, type TestBrowser } from './api';
import { type RawPolls, rawPolls } from './poll-raw';
import { openPage, type SyncClient } from './sync-client';

/** The real services with the real sockets in front: what a browser may do over HTTP, its pages see at once. */
export type LiveApi = TestApi & {
  /** A page of a session that is open in this browser, with its cookies. */
  readonly page: (browser: TestBrowser, session: Pick<SessionReply, 'id'>, me: Who) => Promise<SyncClient>;
  /** A link over HTTP of this browser to a session. */
  readonly polls: (browser: TestBrowser, session: Pick<SessionReply, 'id'>) => Promise<RawPolls>;
};
type Who = { readonly id: MemberId; readonly role: Role };

/** Starts everything but Next, on a free port. */
export async function startLiveApi(settings?: ApiSettings): Promise<LiveApi> {
  const api = await startApi(settings);
  const { rooms, log } = api.context;
  const env = { publicUrl: undefined, trustProxy: 0 };
  const pages: Pages = async (_request, response) => void response.writeHead(404).end();
  const parts = { env, log, metrics: createMetrics(), rooms, pages, dev: false, isStopping: () => false };
  const http = createServer(createHandler(parts));
  http.on('upgrade', createUpgrade({ env, rooms, next: null }));
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const host = `127.0.0.1:${(http.address() as AddressInfo).port}`;
  const origin = `http://${host}`;
  const opened: SyncClient[] = [];
  const cookieOf = ({ cookies }: TestBrowser) => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return {
    ...api,
    polls: (browser, session) => rawPolls({ origin }, session.id, { cookie: cookieOf(browser) }),
    page: async (browser, session, me) => {
      const url = `ws://${host}${SYNC_PATH}${session.id}`;
      const page = openPage({ url, cookie: cookieOf(browser), origin, memberId: me.id, role: me.role });
      opened.push(page);
      await page.synced();
      return page;
    },
    close: async () => {
      for (const page of opened) page.close();
      await api.close();
      http.closeAllConnections();
      await new Promise((done) => http.close(done));
    },
  };
}
