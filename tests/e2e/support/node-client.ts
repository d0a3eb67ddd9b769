import { expect, type Page } from '@playwright/test';
import { WebSocket as NodeSocket } from 'ws';
import { getSession } from '@/lib/api/sessions';
import type { CommandName, InputOf, OutputOf } from '@/lib/collab/commands/registry';
import { connect } from '@/lib/collab/connection';
import type { SocketClass } from '@/lib/collab/counting-socket';
import { dispatch } from '@/lib/collab/dispatch';
import { newDocument } from '@/lib/collab/document';
import { createMirror } from '@/lib/collab/mirror';
import { type Refused, SYNC_PATH } from '@/lib/collab/protocol';
import type { SessionId } from '@/lib/core/ids';
import type { Journey } from '@/lib/journey/journey';
import type { Role } from '@/lib/method/roles';
import { call } from './api';

/** A colleague without a screen: the product's own document, commands and connection, with the cookies of a browser. */
export type NodeClient = {
  readonly journey: () => Journey;
  /** Carries out a command; fails the test when it is refused here. */
  readonly do: <Name extends CommandName>(name: Name, input: InputOf<Name>) => OutputOf<Name>;
  /** What the server did not take. */
  readonly refusals: readonly Refused['reason'][];
  /** Resolves when everything is on the server's disk. */
  readonly saved: () => Promise<void>;
  readonly close: () => void;
};

/**
 * Connects from outside the browser as the person of a page.
 * @param believes the role that this client thinks it has: a tampered one may think anything
 */
export async function connectAs(page: Page, sessionId: SessionId, believes?: Role): Promise<NodeClient> {
  const { me, isOwner } = await call(page, getSession, { params: { sessionId } });
  const { origin, host } = new URL(page.url());
  const cookies = await page.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const doc = newDocument();
  const mirror = createMirror(doc);
  const refusals: Refused['reason'][] = [];
  const connection = connect({
    url: `ws://${host}${SYNC_PATH}${sessionId}`,
    doc,
    WebSocketClass: class extends NodeSocket {
      constructor(url: string | URL) {
        super(url, { headers: { cookie, origin } });
      }
    } as unknown as SocketClass,
    fetch: (url, init) =>
      fetch(url, { ...init, headers: { ...(init.headers as Record<string, string>), cookie, origin } }),
    onRefused: ({ reason }) => refusals.push(reason),
  });
  const saved = () => expect.poll(() => connection.saveState.getState().kind).toBe('saved');
  await expect.poll(() => connection.provider.synced, 'the colleague has the journey').toBe(true);
  const actor = { role: believes ?? me.role, isOwner };
  return {
    journey: () => mirror.store.getState(),
    do: (name, input) => {
      const context = { doc, journey: mirror.store.getState(), actor, memberId: me.id, now: () => new Date() };
      const result = dispatch(context, name, input);
      if (!result.ok) throw new Error(`${name}: ${result.error}`);
      return result.value;
    },
    refusals,
    saved,
    close: () => {
      connection.destroy();
      mirror.destroy();
      doc.destroy();
    },
  };
}
