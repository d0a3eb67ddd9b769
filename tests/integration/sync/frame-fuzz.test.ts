import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { MESSAGE, SYNC } from '@/lib/collab/protocol';
import { encodeSync } from '@/server/sync/links/messages';
import { FrameSender, type Outcome } from '@/tests/support/frame-sender';
import { MUTATIONS } from '@/tests/support/mutations';
import { type SeededRandom, seededRandom } from '@/tests/support/random';
import { aTouchpoint, type SyncClient, until } from '@/tests/support/sync-client';
import { aWorld } from '@/tests/support/sync-world';

const { start, join } = aWorld();
/** How many malformed frames in all, on how many sockets at a time. */
const COUNT = Number(process.env.FRAMES ?? 10_500);
const SENDERS = 40;
const SEED = Number(process.env.FRAME_SEED ?? 20_261_104);
const HANG_MS = 240_000 + COUNT * 10;

function presenceFrame(client: number, state: string): Uint8Array {
  const inner = encoding.createEncoder();
  for (const number of [1, client, 1]) encoding.writeVarUint(inner, number);
  encoding.writeVarString(inner, state);
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.awareness);
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner));
  return encoding.toUint8Array(encoder);
}

/** One good frame of every kind that a page sends. */
function goodFrames(doc: Y.Doc, not: string): readonly Uint8Array[] {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  const vector = Y.encodeStateVector(copy);
  const [, touchpoint] = [...copy.getMap<Y.Map<unknown>>('touchpoints')].find(([id]) => id !== not) ?? [];
  touchpoint?.set('title', 'Poster');
  const message = touchpoint?.get('message');
  if (message instanceof Y.Text) message.insert(0, 'Kom langs');
  const update = Y.encodeStateAsUpdate(copy, vector);
  return [
    encodeSync(SYNC.step1, vector),
    encodeSync(SYNC.step2, update),
    encodeSync(SYNC.update, update),
    encodeSync(SYNC.update, update),
    presenceFrame(copy.clientID, JSON.stringify({ selected: null })),
    Uint8Array.of(MESSAGE.queryAwareness),
    Uint8Array.of(MESSAGE.beat),
  ];
}

/** A broken frame: a good one that was tampered with, a good envelope around chance, or text. */
function brokenFrame(good: readonly Uint8Array[], random: SeededRandom): Uint8Array | string {
  if (random.below(50) === 0) return random.pick(['', 'text', '{"type":"sync"}']);
  if (random.below(5) === 0) {
    const payload = Uint8Array.from({ length: random.below(60) }, () => random.below(256));
    return encodeSync(random.below(4), payload);
  }
  const mutate = MUTATIONS[random.pick(Object.keys(MUTATIONS))];
  const frame = random.pick(good);
  const broken = mutate?.(frame, random.pick(good), random) ?? frame;
  // Some stay what they were by chance: a byte more is never right.
  return Buffer.compare(broken, frame) === 0 ? Uint8Array.from([...broken, 0]) : broken;
}

/** Somebody who goes on working, and must not notice anything. */
function work(page: SyncClient, id: ReturnType<typeof aTouchpoint>['id']) {
  let edits = 0;
  const timer = setInterval(() => {
    const index = page.journey().touchpoints.get(id)?.message.length ?? 0;
    if (index < 4_000 && page.do('spliceMessage', { id, index, remove: 0, insert: 'x' }).ok) edits += 1;
  }, 50);
  return {
    stop: (): number => {
      clearInterval(timer);
      return edits;
    },
  };
}

describe('malformed frames on the socket (T19)', () => {
  it(`leave the server up, and an honest pair undisturbed (${COUNT} frames)`, { timeout: HANG_MS }, async () => {
    // At a door that keeps nobody out for what they sent before, so that every frame is looked at.
    const patient = { perSecond: 100_000, burst: 100_000 };
    const server = await start({ rooms: () => ({ most: { offences: patient, knocks: patient } }) });
    const sessionId = await server.session('example');
    const [anna, bram] = [await join(server, sessionId), await join(server, sessionId)];
    const { id } = aTouchpoint(anna);
    await anna.saved();
    const working = work(anna, id);
    const good = goodFrames(anna.doc, id);
    const outcomes = new Map<Outcome, number>();
    let left = COUNT;
    const send = async (sender: FrameSender, random: SeededRandom) => {
      while (left > 0) {
        left -= 1;
        const outcome = await sender.send(brokenFrame(good, random));
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
      sender.close();
    };
    const senders: Promise<void>[] = [];
    for (let index = 0; index < SENDERS; index += 1) {
      const member = await server.member(sessionId, index % 5 === 0 ? 'observer' : 'writer');
      senders.push(send(new FrameSender(server, sessionId, member), seededRandom(SEED + index)));
    }
    await Promise.all(senders);
    const edits = working.stop();
    await anna.saved();
    const ofAnna = (page: SyncClient) => Y.getState(page.doc.store, anna.doc.clientID);
    await until(() => ofAnna(bram) === ofAnna(anna), 'everything of Anna’s at Bram’s');
    await until(() => Y.equalSnapshots(Y.snapshot(anna.doc), Y.snapshot(bram.doc)), 'the same at both');
    expect([...anna.refusals, ...bram.refusals]).toEqual([]);
    expect([...anna.links, ...bram.links].filter(({ kind }) => kind === 'down' || kind === 'ended')).toEqual([]);
    expect(server.logged.filter(({ level }) => level === 'error')).toEqual([]);
    // Named ends only: a bad frame, and nothing else.
    expect([...outcomes.keys()].filter((outcome) => outcome !== 'went on')).toEqual([4400]);
    const memory = await server.rooms.read(sessionId, (_journey, doc) => Y.snapshot(doc));
    const disk = new Y.Doc();
    for (const part of (await server.db.journeys.load(sessionId)).parts) Y.applyUpdate(disk, part);
    expect(disk.store.pendingStructs).toBeNull();
    expect(Y.equalSnapshots(Y.snapshot(disk), memory)).toBe(true);
    // biome-ignore lint/suspicious/noConsole: the figures are what this test is for
    console.info(
      `frames ${COUNT}: ${[...outcomes].map(([what, times]) => `${times} ${what}`).join(', ')}; honest edits ${edits}`,
    );
  });
});
