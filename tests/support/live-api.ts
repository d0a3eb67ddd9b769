import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SessionReply } from '@/lib/api/sessions';
import { SYNC_PATH } from '@/lib/collab/protocol';
import type { MemberId } from '@/lib/core/ids';
import type { Role } from '@/lib/method/roles';
import { createUpgrade } from '@/server/http/upgrade';
import { startApi, type TestApi, type TestBrowser } from './api';
import { openPage, type SyncClient } from './sync-client';

/** The real services with the real sockets in front: what a browser may do over HTTP, its pages see at once. */
export type LiveApi = TestApi & {
  /** A page of a session that is open in this browser, with its cookies. */
  readonly page: (browser: TestBrowser, session: Pick<SessionReply, 'id'>, me: Who) => Promise<SyncClient>;
};
type Who = { readonly id: MemberId; readonly role: Role };

/** Starts everything but Next, on a free port. */
export async function startLiveApi(): Promise<LiveApi> {
  const api = await startApi();
  const { rooms } = api.context;
  const http = createServer((_request, response) => void response.writeHead(404).end());
  http.on('upgrade', createUpgrade({ env: { publicUrl: undefined, trustProxy: 0 }, rooms, next: null }));
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const host = `127.0.0.1:${(http.address() as AddressInfo).port}`;
  const pages: SyncClient[] = [];
  return {
    ...api,
    page: async (browser, session, me) => {
      const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const url = `ws://${host}${SYNC_PATH}${session.id}`;
      const page = openPage({ url, cookie, origin: `http://${host}`, memberId: me.id, role: me.role });
      pages.push(page);
      await page.synced();
      return page;
    },
    close: async () => {
      for (const page of pages) page.close();
      await api.close();
      http.closeAllConnections();
      await new Promise((done) => http.close(done));
    },
  };
}
