import { type Dialect, dumb, hocuspocus, plain } from '../load/dialect';

/** A server that the benchmark knows how to run. */
export type ServerKind = {
  readonly id: string;
  readonly title: string;
  readonly program: 'ours' | 'relay' | 'y-websocket' | 'hocuspocus';
  readonly dialect: Dialect;
  /** Keeps documents in a folder, or in PostgreSQL. */
  readonly keeps: 'nothing' | 'folder' | 'postgres';
  /** More than one share their sessions over Redis; people of one room are spread over them. */
  readonly processes?: number;
};

/** All of them; the first two are the measures that the others are held against. */
export const KINDS: readonly ServerKind[] = [
  { id: 'relay', title: 'bare relay', program: 'relay', dialect: dumb, keeps: 'nothing' },
  { id: 'ours', title: 'ours, SQLite', program: 'ours', dialect: plain, keeps: 'folder' },
  { id: 'ours-pg', title: 'ours, PostgreSQL', program: 'ours', dialect: plain, keeps: 'postgres' },
  {
    id: 'ours-redis',
    title: 'ours, PostgreSQL + Redis, two processes',
    program: 'ours',
    dialect: plain,
    keeps: 'postgres',
    processes: 2,
  },
  { id: 'y-ws', title: '@y/websocket-server', program: 'y-websocket', dialect: plain, keeps: 'nothing' },
  { id: 'y-level', title: '@y/websocket-server + y-leveldb', program: 'y-websocket', dialect: plain, keeps: 'folder' },
  { id: 'hocuspocus', title: 'Hocuspocus + SQLite', program: 'hocuspocus', dialect: hocuspocus, keeps: 'folder' },
];
