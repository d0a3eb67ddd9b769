import { vi } from 'vitest';
import { WebSocket as NodeSocket } from 'ws';
import type * as Y from 'yjs';
import type { Refusal } from '@/lib/collab/commands/command';
import type { CommandName, InputOf, OutputOf } from '@/lib/collab/commands/registry';
import { type Connection, connect, type LinkState } from '@/lib/collab/connection';
import type { SocketClass } from '@/lib/collab/counting-socket';
import { dispatch } from '@/lib/collab/dispatch';
import { newDocument } from '@/lib/collab/document';
import { createMirror } from '@/lib/collab/mirror';
import type { Fetch } from '@/lib/collab/polling-socket';
import type { Refused, Welcome } from '@/lib/collab/protocol';
import type { SaveState } from '@/lib/collab/save-mark';
import type { MemberId, SessionId } from '@/lib/core/ids';
import type { Result } from '@/lib/core/result';
import type { Journey } from '@/lib/journey/journey';
import type { Role } from '@/lib/method/roles';
import type { SyncServer } from './sync-server';

/** A page without a screen: the same document, commands and connection as in the browser, over a real socket. */
export type SyncClient = {
  readonly doc: Y.Doc;
  readonly connection: Connection;
  readonly memberId: MemberId;
  readonly journey: () => Journey;
  readonly save: () => SaveState;
  readonly links: readonly LinkState[];
  readonly welcomes: readonly Welcome[];
  readonly refusals: readonly Refused['reason'][];
  readonly do: <Name extends CommandName>(name: Name, input: InputOf<Name>) => Result<OutputOf<Name>, Refusal>;
  /** Resolves when first sync is done. */
  readonly synced: () => Promise<void>;
  /** Resolves when everything written here is on the server's disk. */
  readonly saved: () => Promise<void>;
  readonly close: () => void;
};

/** Waits for a condition; fails after a while with what it says. */
export const until = (condition: () => boolean, what = 'condition', timeout = 10_000): Promise<void> =>
  vi.waitFor(
    () => {
      if (!condition()) throw new Error(`still waiting for: ${what}`);
    },
    { timeout, interval: 5 },
  );

/** Sockets as a browser page of that origin and with that cookie would open them. */
export const socketClass = (cookie: string, origin: string): SocketClass =>
  class extends NodeSocket {
    constructor(url: string | URL) {
      super(url, { headers: { cookie, origin } });
    }
  } as unknown as SocketClass;

/** Requests as a browser page of that origin and with that cookie would make them. */
export const fetchAs =
  (cookie: string, origin: string): Fetch =>
  (url, init) =>
    fetch(url, { ...init, headers: { ...(init.headers as Record<string, string>), cookie, origin } });

export type ClientOptions = {
  readonly role?: Role;
  readonly memberId?: MemberId;
  /** What this page believes it may do, when that differs from its role: a tampered page. */
  readonly believes?: Role;
  readonly url?: string;
};

/** Who opens a page, and where. */
export type PageOptions = {
  readonly url: string;
  readonly cookie: string;
  readonly origin: string;
  readonly memberId: MemberId;
  readonly role: Role;
};

/** Opens a page on any server. */
export function openPage({ url, cookie, origin, memberId, role }: PageOptions): SyncClient {
  const doc = newDocument();
  const mirror = createMirror(doc);
  const links: LinkState[] = [];
  const welcomes: Welcome[] = [];
  const refusals: Refused['reason'][] = [];
  const connection = connect({
    url,
    doc,
    WebSocketClass: socketClass(cookie, origin),
    fetch: fetchAs(cookie, origin),
    onState: (state) => links.push(state),
    onWelcome: (welcome) => welcomes.push(welcome),
    onRefused: ({ reason }) => refusals.push(reason),
  });
  const actor = { role, isOwner: false };
  return {
    doc,
    connection,
    memberId,
    journey: () => mirror.store.getState(),
    save: () => connection.saveState.getState(),
    links,
    welcomes,
    refusals,
    do: (name, input) =>
      dispatch({ doc, journey: mirror.store.getState(), actor, memberId, now: () => new Date() }, name, input),
    synced: () => until(() => connection.provider.synced, 'first sync'),
    saved: () => until(() => connection.saveState.getState().kind === 'saved', 'saved'),
    close: () => {
      if (doc.isDestroyed) return;
      connection.destroy();
      mirror.destroy();
      doc.destroy();
    },
  };
}

/** Opens a page on a session of a test server, as a new member unless one is given. */
export async function openClient(
  server: SyncServer,
  sessionId: SessionId,
  { role = 'writer', memberId: given, believes = role, url }: ClientOptions = {},
): Promise<SyncClient> {
  const memberId = given ?? (await server.member(sessionId, role));
  return openPage({
    url: url ?? server.socketUrl(sessionId),
    cookie: `member=${memberId}`,
    origin: server.origin,
    memberId,
    role: believes,
  });
}

/** A client that has the journey. */
export async function aClient(server: SyncServer, sessionId: SessionId, options?: ClientOptions): Promise<SyncClient> {
  const client = await openClient(server, sessionId, options);
  await client.synced();
  return client;
}

/** Makes sure there is a persona and a touchpoint to write in. */
export function aTouchpoint(client: SyncClient, title = 'Brief') {
  const persona = client.do('addPersona', { name: 'Ruud', summary: '' });
  if (!persona.ok) throw new Error(persona.error);
  const added = client.do('addTouchpoint', { personaId: persona.value.id, phase: 'touch', title });
  if (!added.ok) throw new Error(added.error);
  return { personaId: persona.value.id, id: added.value.id };
}
