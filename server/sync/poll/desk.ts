import type { IncomingMessage, ServerResponse } from 'node:http';
import { LINK_HEADER, MAX_UPLOAD } from '../../../lib/collab/polling-protocol';
import type { Clock } from '../clock';
import type { Reception } from '../door/reception';
import { type Denial, isOwnPage, readTarget } from '../door/upgrade';
import { Budget } from '../links/budget';
import type { RoomsOptions } from '../options';
import type { PollLinks, PollReply } from './poll-links';
import type { PollPost } from './post';
import { readBody } from './read-body';

/** Bodies that may be in memory at once, in bytes, over all requests. */
const BODIES = 32 * 1_024 * 1_024;

type Deps = Pick<RoomsOptions, 'allowedOrigin' | 'log'> & {
  readonly reception: Reception;
  readonly links: PollLinks;
  readonly post: PollPost;
  readonly clock: Clock;
  /** Somebody was not let in. */
  readonly onSentAway: (status: Denial) => void;
};

/** Answers that go out while a body may still be on its way. */
const UNREAD: ReadonlySet<number> = new Set([403, 404, 405, 408, 411, 413, 429, 503]);

const bare = (status: number): PollReply => ({ status, body: new Uint8Array() });

function send(response: ServerResponse, { status, body }: PollReply): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, {
    // A proxy that packed it, or waited for more of it, would only cost time.
    'Cache-Control': 'no-store, no-transform',
    ...(status === 204 ? {} : { 'Content-Type': 'application/octet-stream', 'Content-Length': body.length }),
    // What was not read of a body that is refused must not be taken for the next request.
    ...(UNREAD.has(status) ? { Connection: 'close' } : {}),
  });
  response.end(body);
}

/** Answers the HTTP requests that stand in for web sockets. */
export class PollDesk {
  private readonly budget = new Budget(BODIES);

  constructor(private readonly deps: Deps) {}

  /** Answers a request; nothing that comes in can throw out of here. */
  answer(request: IncomingMessage, response: ServerResponse): void {
    this.replyTo(request, () => !response.destroyed).then(
      (reply) => send(response, reply),
      (error: unknown) => {
        this.deps.log.error({ err: error }, 'a request for a live journey could not be answered');
        send(response, bare(503));
      },
    );
  }

  private async replyTo(request: IncomingMessage, isThere: () => boolean): Promise<PollReply> {
    const { allowedOrigin, post } = this.deps;
    const target = readTarget(request.url);
    if (!target) return bare(404);
    if (request.method !== 'POST') return bare(405);
    if (!isOwnPage(request.headers.origin, allowedOrigin(request))) return bare(403);
    const said = request.headers[LINK_HEADER];
    if (said === undefined) return this.open(request, isThere);
    const link = String(said);
    // Before the body: whoever may send none must not cost memory.
    if (!post.mayHave(link)) return bare(404);
    const body = await readBody(request, { most: MAX_UPLOAD, budget: this.budget, clock: this.deps.clock });
    if (typeof body === 'number') return bare(body);
    const { sessionId } = target;
    return post.handle({ sessionId, link, cookie: request.headers.cookie ?? '', body });
  }

  private async open(request: IncomingMessage, isThere: () => boolean): Promise<PollReply> {
    const visitor = await this.deps.reception.receive(request, isThere);
    if (typeof visitor === 'number') {
      this.deps.onSentAway(visitor);
      return bare(visitor);
    }
    const name = this.deps.links.open(visitor, request.headers.cookie ?? '');
    return { status: 200, body: new TextEncoder().encode(name) };
  }
}
