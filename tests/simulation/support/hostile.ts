import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { newDocument, table } from '@/lib/collab/document';
import { MESSAGE, SCHEMA_PARAM, SYNC } from '@/lib/collab/protocol';
import { SCHEMA_VERSION } from '@/lib/journey/meta';
import { encodeSync } from '@/server/sync/links/messages';
import { FORGERIES } from '@/tests/support/forgeries';
import type { SeededRandom } from '@/tests/support/random';
import type { Member } from './checks';
import type { Network } from './network';
import type { Surroundings } from './page';
import type { Route } from './wire';

const NAMES = Object.keys(FORGERIES);

/** A member whose program minds no rules: it learns the journey, and sends what no page sends. */
export class Hostile {
  readonly route: Route = { delay: [5, 30], upBlocked: false, downBlocked: false };
  private isStopped = false;

  constructor(
    private readonly member: Member,
    private readonly random: SeededRandom,
    private readonly world: Surroundings,
    /** The client ids of the pages that others have open. */
    private readonly victims: () => readonly number[],
  ) {}

  /** Comes back again and again, each time with another attempt, until `stop`. */
  start(): void {
    this.world.time.after(this.random.below(4_000), () => {
      if (!this.isStopped) this.attempt();
    });
  }

  stop(): void {
    this.isStopped = true;
  }

  private attempt(): void {
    const { network, sessionId } = this.world;
    const doc = newDocument();
    const caller = { name: 'hostile', memberId: this.member.id, route: this.route };
    const url = new URL(`ws://reisgezel.test/sync/${sessionId}?${SCHEMA_PARAM}=${SCHEMA_VERSION}`);
    const way: ReturnType<Network['open']> = network.open(caller, url, {
      onOpen: () => way.send(encodeSync(SYNC.step1, Y.encodeStateVector(doc))),
      onFrame: (frame) => {
        if (frame[0] !== MESSAGE.sync || frame[1] !== SYNC.step2) return;
        const decoder = decoding.createDecoder(frame);
        decoder.pos = 2;
        Y.applyUpdate(doc, decoding.readVarUint8Array(decoder));
        this.strike(doc, way.send);
      },
      onClose: () => {
        doc.destroy();
        this.start();
      },
    });
    // It does not wait for ever for an answer that does not come.
    this.world.time.after(6_000, () => way.close());
  }

  private strike(doc: Y.Doc, send: (frame: Uint8Array) => void): void {
    const { random } = this;
    const known = Y.encodeStateAsUpdate(doc);
    const updates: Uint8Array[] = [];
    const keep = (update: Uint8Array) => updates.push(update);
    doc.on('update', keep);
    const name = random.below(5) === 0 ? this.steal(doc) : this.forge(doc);
    doc.off('update', keep);
    if (updates.length === 0) return;
    const update = Y.mergeUpdates(updates);
    this.world.checks.forge(update, name);
    send(encodeSync(random.below(2) === 0 ? SYNC.update : SYNC.step2, update));
    // Something that the server has already, so that it might say “saved” of everything before it.
    send(encodeSync(SYNC.step2, known));
    const broken = Uint8Array.from(update);
    for (let flips = 1 + random.below(4); flips > 0; flips -= 1)
      broken[random.below(broken.length)] = random.below(256);
    if (random.below(3) === 0) send(encodeSync(SYNC.update, broken.subarray(0, 1 + random.below(broken.length))));
  }

  /** Something that no role may do. */
  private forge(doc: Y.Doc): string {
    const name = this.random.pick(NAMES);
    try {
      FORGERIES[name]?.(doc);
    } catch {
      // What it meant to change is not there any more.
    }
    return name;
  }

  /** Something that everybody may do, under the client id of somebody who wrote before. */
  private steal(doc: Y.Doc): string {
    const victims = this.victims().filter((client) => doc.store.clients.has(client));
    const [touchpoint] = table(doc, 'touchpoints').values();
    // Its own forgery of a moment ago may stand there.
    if (victims.length > 0 && touchpoint instanceof Y.Map) {
      doc.clientID = this.random.pick(victims);
      touchpoint.set('title', 'Gekaapt');
    }
    return 'an edit under the client id of somebody else';
  }
}
