import * as decoding from 'lib0/decoding';
import { decodeBatch, encodeRequest, LINK_HEADER } from '@/lib/collab/polling-protocol';
import { MESSAGE } from '@/lib/collab/protocol';
import { until } from './sync-client';
import type { SyncServer } from './sync-server';

/** A link over HTTP without a page: each request is made by the test. */
export type RawPolls = {
  readonly link: string;
  /** Every frame that came in. */
  readonly frames: readonly Uint8Array[];
  /** Posts any body over the link; the status. */
  readonly post: (body: Uint8Array) => Promise<{ readonly status: number; readonly body: Uint8Array }>;
  /** One poll; `have` is what arrived unless given. */
  readonly poll: (have?: number) => Promise<void>;
  /** Uploads frames under the next number, or the one given; the status. */
  readonly upload: (frames: readonly Uint8Array[], number?: number) => Promise<number>;
  /** The close code; 0 while there is none. */
  readonly code: () => number;
  /** Polls until a condition holds. */
  readonly pollUntil: (condition: () => boolean, what: string) => Promise<void>;
  readonly untilClosed: () => Promise<number>;
  readonly acknowledged: () => number;
  readonly refusals: () => readonly string[];
};

type Visitor = { readonly cookie: string; readonly origin?: string };

/** Sends one POST to a session's address. */
export async function postTo(
  server: Pick<SyncServer, 'origin'>,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array = new Uint8Array(),
): Promise<{ readonly status: number; readonly body: Uint8Array; readonly headers: Headers }> {
  const init = { method: 'POST', headers: { ...headers }, body: body as Uint8Array<ArrayBuffer> };
  const response = await fetch(`${server.origin}${path}`, init);
  return { status: response.status, body: new Uint8Array(await response.arrayBuffer()), headers: response.headers };
}

/** Opens a link over HTTP; fails with the status when it is refused. */
export async function rawPolls(
  server: Pick<SyncServer, 'origin'>,
  sessionId: string,
  { cookie, origin = server.origin }: Visitor,
): Promise<RawPolls> {
  const path = `/sync/${sessionId}`;
  const opened = await postTo(server, path, { cookie, origin });
  if (opened.status !== 200) throw new Error(`refused with ${opened.status}`);
  const link = new TextDecoder().decode(opened.body);
  const frames: Uint8Array[] = [];
  let [have, uploads, code] = [0, 0, 0];
  const post: RawPolls['post'] = (body) => postTo(server, path, { cookie, origin, [LINK_HEADER]: link }, body);
  const poll = async (from = have) => {
    const reply = await post(encodeRequest({ kind: 'poll', have: from }));
    const batch = reply.status === 200 ? decodeBatch(reply.body) : null;
    if (!batch) throw new Error(`a poll was answered with ${reply.status}`);
    if (batch.number > have) frames.push(...batch.frames);
    have = Math.max(have, batch.number);
    code ||= batch.code;
  };
  const pollUntil: RawPolls['pollUntil'] = async (condition, what) => {
    for (let rounds = 0; !condition(); rounds += 1) {
      if (rounds > 500) throw new Error(`still waiting for: ${what}`);
      await poll();
    }
  };
  const bodies = (type: number) =>
    frames.map((frame) => decoding.createDecoder(frame)).filter((decoder) => decoding.readVarUint(decoder) === type);
  return {
    link,
    frames,
    post,
    poll,
    pollUntil,
    upload: async (sent, number = uploads + 1) => {
      uploads = Math.max(uploads, number);
      return (await post(encodeRequest({ kind: 'upload', number, isLast: false, frames: sent }))).status;
    },
    code: () => code,
    untilClosed: async () => {
      await pollUntil(() => code !== 0, 'the link to end');
      await until(() => code !== 0);
      return code;
    },
    acknowledged: () => Math.max(0, ...bodies(MESSAGE.saved).map((decoder) => decoding.readVarUint(decoder))),
    refusals: () => bodies(MESSAGE.refused).map((decoder) => JSON.parse(decoding.readVarString(decoder)).reason),
  };
}
