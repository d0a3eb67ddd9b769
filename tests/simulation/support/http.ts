import type { IncomingMessage, ServerResponse } from 'node:http';
import { decodeBatch, decodeRequest, LINK_HEADER } from '@/lib/collab/polling-protocol';
import type { Fetch } from '@/lib/collab/polling-socket';
import type { Watch } from './connection';
import { type Caller, type Host, type Network, ORIGIN } from './network';
import type { SimTime } from './sim-time';

/** A request without an answer is given up after this (milliseconds). */
const PATIENCE_MS = 25_000;
/** How soon it is noticed that the process that was asked is dead (milliseconds). */
const NOTICE_MS = 500;

/** A request as a process reads it. */
const requestOf = (url: URL, body: Uint8Array, headers: Readonly<Record<string, string>>): IncomingMessage =>
  ({
    method: 'POST',
    url: `${url.pathname}${url.search}`,
    headers: { ...headers, 'content-length': String(body.length) },
    destroy: () => undefined,
    async *[Symbol.asyncIterator]() {
      yield Buffer.from(body);
    },
  }) as unknown as IncomingMessage;

/** An answer as a process writes it. */
function responseTo(onEnd: (status: number, body: Uint8Array) => void): ServerResponse & { destroyed: boolean } {
  let status = 0;
  const response = {
    destroyed: false,
    headersSent: false,
    writeHead: (code: number) => {
      status = code;
      response.headersSent = true;
    },
    end: (body?: Uint8Array) => onEnd(status, body ?? new Uint8Array()),
  };
  return response as unknown as ServerResponse & { destroyed: boolean };
}

/** Looks at the frames of one link, each once, however often its requests are made again. */
class LinkWatch {
  private uploads = 0;
  private batches = 0;

  constructor(private readonly watch: Watch) {}

  received(body: Uint8Array): void {
    const request = decodeRequest(body);
    if (request?.kind !== 'upload' || request.number <= this.uploads) return;
    this.uploads = request.number;
    for (const frame of request.frames) this.watch.received(frame);
  }

  sent(body: Uint8Array): void {
    const batch = decodeBatch(body);
    if (!batch || batch.number <= this.batches) return;
    this.batches = batch.number;
    for (const frame of batch.frames) this.watch.sent(frame);
  }
}

/** One request of a page, from its sending until its answer. */
function ask(
  parts: { readonly network: Network; readonly caller: Caller; readonly host: Host; readonly time: SimTime },
  send: (answered: (status: number, body: Uint8Array) => void) => { destroyed: boolean },
): Promise<{ readonly status: number; readonly body: Uint8Array }> {
  const { network, caller, host, time } = parts;
  return new Promise((done, fail) => {
    let response: { destroyed: boolean } | undefined;
    const give = () => {
      if (response) response.destroyed = true;
      fail(new TypeError('the network failed'));
    };
    time.after(PATIENCE_MS, give);
    time.after(network.delayOf(caller.route), () => {
      // A blocked way swallows the question, and the answer.
      if (caller.route.upBlocked) return;
      if (!host.isAlive()) return give();
      response = send((status, body) => {
        time.after(network.delayOf(caller.route), () => {
          if (!caller.route.downBlocked) done({ status, body });
        });
      });
      const look = () => (host.isAlive() ? void time.after(NOTICE_MS, look) : give());
      look();
    });
  });
}

/** HTTP as a page of this caller sees it: what takes the place of web sockets when those do not get through. */
export function simFetch(network: Network, time: SimTime, caller: Caller): Fetch {
  const watches = new Map<string, LinkWatch>();
  return async (address, { body: sent, headers }) => {
    const url = new URL(address);
    if (caller.schema !== undefined) url.searchParams.set('schema', String(caller.schema));
    const host = network.pick();
    if (!host) throw new TypeError('nobody answers');
    const body = new Uint8Array(sent as Uint8Array);
    const given: Readonly<Record<string, string>> = {
      ...(headers as Record<string, string>),
      origin: ORIGIN,
      cookie: `member=${caller.memberId}`,
    };
    const watch = watches.get(given[LINK_HEADER] ?? '');
    const { status, body: answer } = await ask({ network, caller, host, time }, (answered) => {
      watch?.received(body);
      const response = responseTo((code, bytes) => {
        if (code === 200) watch?.sent(bytes);
        answered(code, bytes);
      });
      host.answer(requestOf(url, body, given), response);
      return response;
    });
    if (status === 200 && given[LINK_HEADER] === undefined) {
      watches.set(new TextDecoder().decode(answer), new LinkWatch(network.watch(caller, host)));
    }
    return new Response(status === 204 ? null : new Uint8Array(answer), { status });
  };
}
