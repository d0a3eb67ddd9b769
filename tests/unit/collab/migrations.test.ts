import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { isReadable, metaMap, newDocument, table, versionOf } from '@/lib/collab/document';
import { type Migration, migrate, versionAfter } from '@/lib/collab/migrations/migration';
import { migrations } from '@/lib/collab/migrations/registry';
import { readJourney } from '@/lib/collab/mirror';
import { SCHEMA_VERSION } from '@/lib/journey/meta';
import { aCopy, aSeed, type Copy, exchange } from '@/tests/support/collab';

const FIXTURES = fileURLToPath(new URL('../../fixtures/journeys', import.meta.url));

/** Gives every touchpoint a field, and then takes another name for it. */
const TWO: readonly Migration[] = [
  {
    from: 1,
    change: (doc) => {
      for (const record of table(doc, 'touchpoints').values()) record.set('note', new Y.Text('nieuw'));
    },
  },
  { from: 2, change: (doc) => metaMap(doc).set('extra', true) },
];

function documentOf(update: Uint8Array): Y.Doc {
  const doc = newDocument();
  Y.applyUpdate(doc, update);
  return doc;
}

/** A journey that two people worked on. */
function worked(start = aSeed('example')): Copy {
  const copies = [aCopy(start, 'writer', 2), aCopy(start, 'writer', 3)];
  const [one] = copies;
  if (!one) throw new Error('nobody');
  for (const copy of copies) {
    const [id] = copy.journey().touchpoints.keys();
    if (id) copy.done('spliceMessage', { id, index: 0, remove: 0, insert: 'Hallo' });
    if (id) copy.done('spliceMessage', { id, index: 1, remove: 2, insert: '' });
  }
  exchange(copies);
  return one;
}

describe('migrations', () => {
  it('lead from every version to the one of this build', () => {
    expect(versionAfter(migrations)).toBe(SCHEMA_VERSION);
    expect(migrations.map(({ from }) => from)).toEqual(migrations.map((_one, index) => index + 1));
  });

  it('bring a document up version by version, and do nothing the second time', () => {
    const doc = documentOf(Y.encodeStateAsUpdate(worked().doc));
    migrate(doc, TWO);
    expect(versionOf(doc)).toBe(3);
    expect(metaMap(doc).get('extra')).toBe(true);
    const notes = [...table(doc, 'touchpoints').values()].map((record) => String(record.get('note')));
    expect(notes.length).toBeGreaterThan(3);
    expect(new Set(notes)).toEqual(new Set(['nieuw']));
    const before = Y.encodeStateAsUpdate(doc);
    migrate(doc, TWO);
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
    migrate(doc, TWO.slice(0, 1));
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  it('leave alone what was never seeded and what is newer', () => {
    const bare = newDocument();
    migrate(bare, TWO);
    expect(Y.encodeStateAsUpdate(bare)).toEqual(Y.encodeStateAsUpdate(newDocument()));
    const newer = documentOf(aSeed());
    metaMap(newer).set('schemaVersion', 9);
    const before = Y.encodeStateAsUpdate(newer);
    migrate(newer, TWO);
    expect(Y.encodeStateAsUpdate(newer)).toEqual(before);
    expect(isReadable(newer, 3)).toBe(false);
  });

  it('write the very same in two processes that had the pieces in another order, so that nothing doubles', () => {
    const start = aSeed('example');
    const whole = Y.encodeStateAsUpdate(worked(start).doc);
    const one = documentOf(whole);
    const two = documentOf(start);
    Y.applyUpdate(two, whole);
    migrate(one, TWO);
    migrate(two, TWO);
    const clients = one.store.clients.size;
    // What somebody writes in the one must survive that the other comes in.
    const text = [...table(one, 'touchpoints').values()][0]?.get('note') as Y.Text;
    one.clientID = 77;
    text.insert(0, 'heel ');
    Y.applyUpdate(one, Y.encodeStateAsUpdate(two));
    expect(text.toString()).toBe('heel nieuw');
    expect(one.store.clients.size).toBe(clients + 1);
    expect(one.store.pendingStructs).toBeNull();
  });

  it('refuse to guess when a version has none', () => {
    const doc = documentOf(aSeed());
    expect(() => migrate(doc, [{ from: 5, change: () => undefined }])).toThrow('no migration from version 1');
  });
});

describe('journeys of every version that ever was (T17)', () => {
  const files = readdirSync(FIXTURES).filter((file) => file.endsWith('.bin'));

  it('are kept, some of each version', () => {
    for (let version = 1; version <= SCHEMA_VERSION; version += 1) {
      expect(files.filter((file) => file.startsWith(`v${version}-`)).length).toBeGreaterThanOrEqual(3);
    }
  });

  it.each(files)('%s loads, and says what it said', (file) => {
    const doc = documentOf(readFileSync(`${FIXTURES}/${file}`));
    expect(doc.store.pendingStructs).toBeNull();
    expect(versionOf(doc)).toBe(Number(/^v(\d+)-/.exec(file)?.[1]));
    migrate(doc, migrations);
    expect(isReadable(doc)).toBe(true);
    const { repairs, personas, touchpoints, bin } = readJourney(doc);
    // Two who add a persona at once take the same line; that is read as it should be.
    expect(repairs.filter(({ problem }) => problem !== 'taken')).toEqual([]);
    // Later versions may say more of a record, never something else.
    const said = JSON.parse(readFileSync(`${FIXTURES}/${file.replace('.bin', '.json')}`, 'utf8'));
    expect({ personas, touchpoints: [...touchpoints.values()], bin }).toMatchObject(said);
  });
});
