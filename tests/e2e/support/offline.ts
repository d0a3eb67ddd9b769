import { expect, type Locator, type Page, type WebSocketRoute } from '@playwright/test';
import * as Y from 'yjs';
import { carriesEdits, SYNC } from '@/lib/collab/protocol';
import type { SessionId } from '@/lib/core/ids';
import { encodeSync } from '@/server/sync/links/messages';
import { createSession, messageField, openBoard, openStation } from './board';
import { asOrganiser, inviteByApi, joinAs } from './people';
import type { TestServer } from './server';
import { closeSheet } from './sheet';
import type { Problems } from './watch';
import { say } from './words';

/** What a browser without a network writes in its console. */
const NO_NETWORK = [
  /WebSocket connection to .* failed/,
  /ERR_(?:INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|FAILED)/,
];

/** Anna has the session, and Samira has come in as a writer. */
export async function aPair(
  anna: Page,
  newPerson: () => Promise<Page>,
): Promise<{ readonly samira: Page; readonly sessionId: SessionId }> {
  await asOrganiser(anna);
  const sessionId = await createSession(anna, { title: 'Afval scheiden', templateId: 'example' });
  await openBoard(anna, sessionId);
  const samira = await newPerson();
  await joinAs(samira, await inviteByApi(anna, sessionId, 'writer'), 'Samira');
  return { samira, sessionId };
}

/** Writes at the end of a message, in one go as a paste does: letters that come one by one lie apart in the stored bytes. */
export async function addToMessage(page: Page, title: string, text: string): Promise<void> {
  const field = messageField(await openStation(page, title));
  await field.press('Control+End');
  await page.keyboard.insertText(text);
  await closeSheet(page);
}

/** The button that says how the saving goes, and opens what can be done about it. */
export const saveMark = (page: Page): Locator => page.locator('[data-save]').first();

/** The switch in the window of the save mark. */
const theSwitch = (page: Page): Locator => page.getByRole('switch', { name: say('live.keep.switch') });

/** Turns the copy on this device on or off, as a person does. */
export async function keepHere(page: Page, wanted: boolean): Promise<void> {
  await saveMark(page).click();
  await expect(theSwitch(page)).toBeVisible();
  await page.getByText(say('live.keep.switch')).click();
  await expect(theSwitch(page)).toBeChecked({ checked: wanted });
  await page.keyboard.press('Escape');
  await expect(theSwitch(page)).toBeHidden();
}

/**
 * Takes the network away from one person: no new connections, and the server is gone for a moment, because a browser
 * that is made offline leaves an open socket alone.
 */
export async function cutOff(page: Page, server: TestServer, problems: Problems): Promise<void> {
  problems.expect(...NO_NETWORK);
  await page.context().setOffline(true);
  await server.kill();
  await expect(saveMark(page)).toHaveAttribute('data-save', 'unsaved');
  await server.start();
}

/** Waits until the mark says that all work without a link is on this device. */
export const expectKept = (page: Page): Promise<void> =>
  expect(saveMark(page)).toContainText(/^Offline \(\d+ bewaard op dit apparaat\)/);

/** Everything that lies in the databases of this browser, as one text; bytes come as the letters they stand for. */
export const storedHere = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const ask = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
      });
    const texts = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
    for (const { name } of await indexedDB.databases()) {
      const db = await ask(indexedDB.open(name ?? ''));
      for (const store of db.objectStoreNames) {
        const rows = await ask(db.transaction(store).objectStore(store).getAll());
        texts.push(
          JSON.stringify(rows, (_key, value) =>
            value instanceof Uint8Array ? new TextDecoder().decode(value) : value,
          ),
        );
      }
      db.close();
    }
    return texts.join('\n');
  });

/** The names of the databases of this browser. */
export const databasesHere = (page: Page): Promise<readonly (string | undefined)[]> =>
  page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));

/** An edit that no page of ours makes, and that the server refuses. */
function forged(): Buffer {
  const doc = new Y.Doc();
  doc.getMap('elsewhere').set('key', 'value');
  return Buffer.from(encodeSync(SYNC.update, Y.encodeStateAsUpdate(doc)));
}

/** What stands between a page and the server, to be told what to do with edits and with new connections. */
export type Between = {
  /** Edits of the page do not arrive any more. */
  readonly swallow: () => void;
  /** The connection breaks, and new ones fail until `release`. */
  readonly cut: () => Promise<void>;
  /** In place of the next edit something arrives that is refused; connections after that fail until `release`. */
  readonly spoilNext: () => void;
  readonly release: () => void;
};

/** Puts something between a page and the server; before the page opens a session. */
export async function standBetween(page: Page, problems: Problems): Promise<Between> {
  problems.expect(...NO_NETWORK);
  let [swallows, spoils, holds] = [false, false, false];
  let open: WebSocketRoute | undefined;
  // Without a socket the page would go on over plain requests.
  await page.route(/\/sync\//, (route) => (holds ? route.abort() : route.continue()));
  await page.routeWebSocket(/\/sync\//, async (socket) => {
    if (holds) return socket.close();
    open = socket;
    const server = socket.connectToServer();
    socket.onMessage((frame) => {
      const isEdit = typeof frame !== 'string' && carriesEdits(frame);
      if (isEdit && swallows) return;
      if (isEdit && spoils) {
        spoils = false;
        holds = true;
        server.send(forged());
      } else server.send(frame);
    });
  });
  return {
    swallow: () => {
      swallows = true;
    },
    cut: async () => {
      holds = true;
      await open?.close();
    },
    spoilNext: () => {
      spoils = true;
    },
    release: () => {
      holds = false;
    },
  };
}
