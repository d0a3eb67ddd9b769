import { Crowd, lasting, settled } from '../load/crowd';
import type { RunningServer } from '../servers/running';
import type { Work } from './steady';

/** Bytes that a room costs: with five people in it who have worked, and after they have left. */
export type MemoryPerRoom = { readonly active: number; readonly empty: number };

/** How long a server may take to forget rooms that nobody is in (milliseconds). */
const FORGETTING_MS = 6_000;

/** What rooms cost in memory. */
export async function memoryPerRoom(server: RunningServer, work: Work, rooms: number): Promise<MemoryPerRoom> {
  const document = server.kind.program === 'ours' ? undefined : work.seed;
  const target = { ports: server.ports, dialect: server.kind.dialect };
  // A first crowd, so that what a server needs once is not counted.
  const first = new Crowd(target, work.scripts);
  await first.enter(await server.places(5, work.seed), document);
  first.leave();
  const places = await server.places(rooms, work.seed);
  await lasting(FORGETTING_MS / 2);
  const before = await server.memory();
  const crowd = new Crowd(target, work.scripts);
  await crowd.enter(places, document);
  crowd.start();
  await lasting(3_000);
  crowd.stop();
  await lasting(500);
  const active = await server.memory();
  crowd.leave();
  await settled(() => crowd.people.every(({ isOpen }) => !isOpen), 'everybody to leave');
  await lasting(FORGETTING_MS);
  const empty = await server.memory();
  return { active: (active.bytes - before.bytes) / rooms, empty: (empty.bytes - before.bytes) / rooms };
}
