import * as Y from 'yjs';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PersonaId, TouchpointId } from '../core/ids';
import { assemble, type Journey } from '../journey/journey';
import { type Meta, metaDefaults, metaSchema } from '../journey/meta';
import { type Persona, personaDefaults, personaSchema } from '../journey/persona';
import { type Repair, readRecord } from '../journey/repair';
import { type Touchpoint, touchpointDefaults, touchpointSchema } from '../journey/touchpoint';
import { metaMap, type TableRoot, table } from './document';

type Read<T> = { readonly record: T | null; readonly repairs: readonly Repair[] };

/** Reads one value of a table; `toJSON` of the record turns its shared text into a string. */
function readOne(root: TableRoot, id: string, value: unknown): Read<Persona> | Read<Touchpoint> {
  if (!(value instanceof Y.Map)) {
    return { record: null, repairs: [{ table: root, id, field: '', problem: 'not a record' }] };
  }
  const raw = value.toJSON();
  return root === 'personas'
    ? (readRecord(personaSchema, personaDefaults, root, id, raw) as Read<Persona>)
    : (readRecord(touchpointSchema, touchpointDefaults, root, id, raw) as Read<Touchpoint>);
}

function readMeta(doc: Y.Doc): Meta {
  const { record } = readRecord(metaSchema, metaDefaults, 'meta', 'meta', metaMap(doc).toJSON());
  return record ?? metaDefaults;
}

/** Records by id as last read, so that an event re-reads only what it touched. */
class TableCache<T extends { id: string }> {
  private readonly reads = new Map<string, Read<T>>();
  private valid = new Map<string, T>();

  constructor(
    private readonly doc: Y.Doc,
    private readonly root: TableRoot,
  ) {
    for (const id of table(doc, root).keys()) this.refresh(id);
  }

  refresh(id: string): void {
    const value: unknown = table(this.doc, this.root).get(id);
    if (value === undefined) this.reads.delete(id);
    else this.reads.set(id, readOne(this.root, id, value) as unknown as Read<T>);
  }

  /** A fresh map after a refresh; ids sorted, so that every client reads in the same order. */
  records(): ReadonlyMap<string, T> {
    this.valid = new Map();
    for (const id of [...this.reads.keys()].sort()) {
      const record = this.reads.get(id)?.record;
      if (record) this.valid.set(id, record);
    }
    return this.valid;
  }

  repairs(): readonly Repair[] {
    return [...this.reads.values()].flatMap(({ repairs }) => repairs);
  }
}

/** The journey as an immutable snapshot that follows the document. */
export type Mirror = { readonly store: StoreApi<Journey>; readonly destroy: () => void };

/**
 * Keeps a snapshot of the document with structural sharing: one edit re-reads one record, and what did not change
 * stays the same object, so a component that selects it does not render.
 */
export function createMirror(doc: Y.Doc): Mirror {
  const personas = new TableCache<Persona>(doc, 'personas');
  const touchpoints = new TableCache<Touchpoint>(doc, 'touchpoints');
  const read = (previous?: Journey): Journey =>
    assemble(
      {
        meta: previous && sameMeta(previous.meta, readMeta(doc)) ? previous.meta : readMeta(doc),
        personas: personas.records() as ReadonlyMap<PersonaId, Persona>,
        touchpoints: touchpoints.records() as ReadonlyMap<TouchpointId, Touchpoint>,
      },
      [...personas.repairs(), ...touchpoints.repairs()],
      previous,
    );
  const store = createStore<Journey>(() => read());

  const refreshTouched = (cache: TableCache<Persona> | TableCache<Touchpoint>, events: readonly Y.YEvent<never>[]) => {
    for (const event of events) {
      const [id] = event.path;
      if (typeof id === 'string') cache.refresh(id);
      else for (const key of event.changes.keys.keys()) cache.refresh(key);
    }
  };
  const onPersonas = (events: Y.YEvent<never>[]) => refreshTouched(personas, events);
  const onTouchpoints = (events: Y.YEvent<never>[]) => refreshTouched(touchpoints, events);
  const onTransaction = (transaction: Y.Transaction) => {
    if (transaction.changed.size > 0) store.setState(read(store.getState()), true);
  };
  table(doc, 'personas').observeDeep(onPersonas as never);
  table(doc, 'touchpoints').observeDeep(onTouchpoints as never);
  doc.on('afterTransaction', onTransaction);

  return {
    store,
    destroy: () => {
      table(doc, 'personas').unobserveDeep(onPersonas as never);
      table(doc, 'touchpoints').unobserveDeep(onTouchpoints as never);
      doc.off('afterTransaction', onTransaction);
    },
  };
}

const sameMeta = (a: Meta, b: Meta): boolean => a.phaseModel === b.phaseModel && a.schemaVersion === b.schemaVersion;

/** Reads the whole document once, for the server and for tests. */
export function readJourney(doc: Y.Doc): Journey {
  const mirror = createMirror(doc);
  const journey = mirror.store.getState();
  mirror.destroy();
  return journey;
}
