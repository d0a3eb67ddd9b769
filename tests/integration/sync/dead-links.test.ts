import { afterEach, describe, expect, it } from 'vitest';
import { messageOf } from '@/lib/collab/document';
import { type BlackHole, blackHole } from '@/tests/support/black-hole';
import { aTouchpoint, until } from '@/tests/support/sync-client';
import { aWorld } from '@/tests/support/sync-world';

const { start, join } = aWorld();
let network: BlackHole | undefined;

afterEach(async () => {
  await network?.close();
  network = undefined;
});

/** Anna behind a network that can go silent, Bram on a good one. */
async function aPair() {
  const server = await start();
  const sessionId = await server.session();
  const bram = await join(server, sessionId);
  const { id } = aTouchpoint(bram);
  await bram.saved();
  network = await blackHole(server.port);
  const behind = { ...server, origin: `http://127.0.0.1:${network.port}` };
  const anna = await join(behind, sessionId, { url: `ws://127.0.0.1:${network.port}/sync/${sessionId}` });
  const isSeen = () => bram.connection.awareness.getStates().has(anna.connection.awareness.clientID);
  await until(isSeen, 'Anna at Bram’s');
  return { network, anna, bram, id, isSeen };
}

const secondsSince = (at: number) => (performance.now() - at) / 1_000;

describe('a link that is dead and looks alive (T12)', () => {
  it('says unsaved within 3 s, is given up within 10 s, leaves no ghost, and comes back by itself', async () => {
    const { network: hole, anna, bram, id, isSeen } = await aPair();
    hole.swallow();
    const at = performance.now();
    anna.do('spliceMessage', { id, index: 0, remove: 0, insert: 'nog hier' });
    await until(() => anna.save().kind === 'unsaved', 'the mark to say unsaved');
    expect(secondsSince(at)).toBeLessThan(3);
    await until(() => !isSeen(), 'Anna’s ghost to go', 12_000);
    expect(secondsSince(at)).toBeLessThan(11);
    await until(() => anna.links.at(-1)?.kind !== 'synced', 'Anna’s page to notice', 12_000);
    expect(secondsSince(at)).toBeLessThan(11);
    hole.heal();
    await until(() => messageOf(bram.doc, id)?.toString() === 'nog hier', 'the text at Bram’s', 14_000);
    await anna.saved();
    await until(isSeen, 'Anna at Bram’s again');
  });

  it('is found within 3 s after wake-up, when the page asks (T14)', async () => {
    const { network: hole, anna, bram, id } = await aPair();
    hole.swallow();
    anna.do('spliceMessage', { id, index: 0, remove: 0, insert: 'wakker' });
    hole.heal();
    const at = performance.now();
    // Something was heard in the very millisecond of the question: that is no answer to it.
    anna.connection.provider.wsLastMessageReceived = Date.now();
    anna.connection.check();
    await until(() => messageOf(bram.doc, id)?.toString() === 'wakker', 'the text at Bram’s');
    expect(secondsSince(at)).toBeLessThan(5);
    await anna.saved();
  });

  it('is not suspected when it answers', async () => {
    const { anna } = await aPair();
    const before = anna.links.length;
    const heard = anna.connection.provider.wsLastMessageReceived;
    anna.connection.check();
    await until(() => anna.connection.provider.wsLastMessageReceived > heard, 'the answer');
    const again = anna.connection.provider.wsLastMessageReceived;
    // Longer than a probe may take: the next beat of the server shows that time went by without a reconnect.
    await until(() => anna.connection.provider.wsLastMessageReceived - again > 3_100, 'a beat', 9_000);
    expect(anna.links.length).toBe(before);
  });
});
