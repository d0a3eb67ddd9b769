import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readJourney } from '@/lib/collab/mirror';
import { LIMITS } from '@/lib/journey/limits';
import type { Touchpoint } from '@/lib/journey/touchpoint';
import { aSeed } from '@/tests/support/collab';
import { aGate } from '@/tests/support/gate';
import { type SeededRandom, seededRandom } from '@/tests/support/random';
import { Traveller } from '@/tests/support/traveller';

const RUNS = Number(process.env.OFFLINE_TRIALS ?? 500);
/** Seeds that once failed stay here for ever. */
const PINNED: readonly number[] = [];

/** Bytes that go in one answer: everything, and much less than a day's work. */
const SIZES = [1_000_000, 2_000, 600] as const;

const EVERY_WORD = /\bw\d+x\d+\b/g;
const wordsIn = (text: string): readonly string[] => text.match(EVERY_WORD) ?? [];

/** Writes words that nobody else writes, so that one can see afterwards where each of them is. */
class Writer {
  private count = 0;
  constructor(
    readonly traveller: Traveller,
    private readonly number: number,
    private readonly random: SeededRandom,
  ) {}

  /** The words that this person wrote and can see, in use or in the bin. */
  visible(): readonly string[] {
    return wordsIn(JSON.stringify(this.traveller.doc.getMap('touchpoints').toJSON()))
      .concat(wordsIn(JSON.stringify(this.traveller.doc.getMap('personas').toJSON())))
      .filter((word) => word.startsWith(`w${this.number}x`));
  }

  act(): void {
    const { traveller, random } = this;
    const { personas, touchpoints } = traveller.journey();
    // Nobody works where nothing is left: the others may bring it back.
    if (personas.length === 0 || touchpoints.size === 0) return;
    const persona = random.pick(personas);
    const touchpoint = random.pick([...touchpoints.values()]);
    const { id } = touchpoint;
    const place = { personaId: persona.id, phase: random.pick(['touch', 'tell', 'sell', 'care'] as const), index: 0 };
    const acts: readonly (() => void)[] = [
      () => this.splice(touchpoint),
      () => this.splice(touchpoint),
      () => traveller.do('editTouchpoint', { id, changes: { title: this.word() } }),
      () => traveller.do('editTouchpoint', { id, changes: { owner: this.word(), peak: random.below(2) === 0 } }),
      () => traveller.do('editTouchpoint', { id, changes: { emotionWord: this.word() } }),
      () => traveller.do('editPersona', { id: persona.id, changes: { name: this.word() } }),
      () => traveller.do('editPersona', { id: persona.id, changes: { summary: this.word() } }),
      () => traveller.do('moveTouchpoint', { id, ...place }),
      () => {
        if (touchpoints.size < 60) traveller.do('addTouchpoint', { ...place, title: this.word() });
      },
      () => traveller.do('removeTouchpoint', { id }),
      () => {
        if (personas.length > 1 && random.below(4) === 0) traveller.do('removePersona', { id: persona.id });
      },
      () => {
        const binned = traveller.journey().bin.touchpoints[0];
        if (binned) traveller.do('restoreTouchpoint', { id: binned.id });
      },
    ];
    random.pick(acts)();
  }

  private word(): string {
    this.count += 1;
    return `w${this.number}x${this.count}`;
  }

  /** Writes between the words of others, and takes some of them out. */
  private splice({ id, message }: Touchpoint): void {
    if (message.length > LIMITS.message / 2) return;
    const index = this.random.below(message.length + 1);
    const remove = this.random.below(4) === 0 ? Math.min(12, message.length - index) : 0;
    this.traveller.do('spliceMessage', { id, index, remove, insert: ` ${this.word()} ` });
  }
}

/** How much somebody does without a link: mostly a little, now and then a whole afternoon. */
const amount = (random: SeededRandom): number =>
  1 + random.below(random.below(10) === 0 ? 500 : random.below(3) === 0 ? 80 : 20);

/** Two or three people go, work, close tabs, and come back one after the other. */
function trial(seed: number): { readonly words: number; readonly given: number; readonly pieces: number } {
  const random = seededRandom(seed);
  const server = aGate(aSeed('example'));
  let clientId = 10;
  const nextClientId = () => {
    clientId += 1 + random.below(1_000_000);
    return clientId;
  };
  const writers = Array.from(
    { length: 2 + random.below(2) },
    (_, number) => new Writer(new Traveller(server, nextClientId), number, random),
  );
  for (const { traveller } of writers) traveller.leave(0);
  for (const writer of writers) {
    const edits = amount(random);
    const closesAfter = random.below(2) === 0 ? random.below(edits) : -1;
    for (let edit = 0; edit < edits; edit += 1) {
      writer.act();
      if (edit === closesAfter) writer.traveller.closeTab(0);
    }
  }
  const written = writers.flatMap((writer) => writer.visible());
  let pieces = 0;
  for (const { traveller } of writers) {
    const answers = traveller.come(random.below(2) * 60_000, random.pick(SIZES));
    expect(answers, `seed ${seed}`).not.toContain('refused');
    pieces = Math.max(pieces, answers.length);
  }
  for (const { traveller } of writers) traveller.receive();
  const stored = JSON.stringify(server.live.doc.toJSON());
  const given = writers.flatMap(({ traveller }) => traveller.news?.both.map(({ other }) => other ?? '') ?? []);
  const found = new Set([...wordsIn(stored), ...wordsIn(given.join(' '))]);
  expect(
    written.filter((word) => !found.has(word)),
    `seed ${seed}: words that are nowhere`,
  ).toEqual([]);
  for (const { traveller } of writers) {
    expect(traveller.journey(), `seed ${seed}`).toEqual(readJourney(server.live.doc));
    expect(Y.encodeStateVector(traveller.doc), `seed ${seed}`).toEqual(Y.encodeStateVector(server.live.doc));
    traveller.close();
  }
  return { words: written.length, given: given.length, pieces };
}

describe('people who worked without a link (T15)', () => {
  it(`lose no word: it is in the journey, in the bin, or in their hands (${RUNS} trials)`, { timeout: 600_000 }, () => {
    let [words, given, most] = [0, 0, 0];
    for (const seed of [...PINNED, ...Array.from({ length: RUNS }, (_, index) => 20_000 + index)]) {
      const result = trial(seed);
      words += result.words;
      given += result.given;
      most = Math.max(most, result.pieces);
    }
    // The trials must have been about something: also about work in pieces, and two people who changed the same field.
    expect(most).toBeGreaterThan(20);
    expect(words).toBeGreaterThan(RUNS * 10);
    expect(given).toBeGreaterThan(RUNS);
  });
});
