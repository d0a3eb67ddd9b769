import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SCHEMA_PARAM } from '@/lib/collab/protocol';
import { seedJourney } from '@/lib/collab/seed';
import { type MemberId, newId, type SessionId } from '@/lib/core/ids';
import { SCHEMA_VERSION } from '@/lib/journey/meta';
import type { Role } from '@/lib/method/roles';
import { templates } from '@/lib/method/templates/registry';
import type { TemplateId } from '@/lib/method/templates/template-ids';
import type { JourneyLog } from '@/server/db/contract';
import { type Database, openDatabase } from '@/server/db/database';
import { createProjector } from '@/server/db/projection';
import { openRelay } from '@/server/relay/open-relay';
import type { Relay } from '@/server/sync/cluster/relay';
import type { Admit, Projector, Rooms } from '@/server/sync/contract';
import type { RoomsOptions } from '@/server/sync/options';
import { createRooms } from '@/server/sync/rooms';

/** All test servers belong to one installation. */
const SECRETS = { auth: 'a secret that all servers of a test share' };

/** What the server wrote to its log, for tests that want to see it. */
export type LogLine = {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly about: unknown;
};

export type SyncServerOptions = {
  /** An existing data folder, for a restart. */
  readonly dir?: string;
  /** PostgreSQL in place of a file in the folder. */
  readonly postgresUrl?: string;
  /** Live traffic with other servers on the same PostgreSQL. */
  readonly redisUrl?: string;
  /** The port of before, for a restart with clients online. */
  readonly port?: number;
  /** Puts something between the rooms and the real log, e.g. a delay. */
  readonly journeys?: (real: JourneyLog) => JourneyLog;
  readonly projector?: (real: Projector) => Projector;
  /** Other settings of the rooms, such as smaller limits. */
  readonly rooms?: (db: Database) => Partial<RoomsOptions>;
};

/** Rooms on a real database behind a real http server; only the sign-in is replaced by a cookie that names the member. */
export type SyncServer = {
  readonly dir: string;
  readonly port: number;
  readonly origin: string;
  readonly db: Database;
  readonly rooms: Rooms;
  readonly relay: Relay;
  readonly logged: readonly LogLine[];
  /** A new session, seeded through the rooms. */
  readonly session: (template?: TemplateId) => Promise<SessionId>;
  readonly member: (sessionId: SessionId, role?: Role) => Promise<MemberId>;
  readonly socketUrl: (sessionId: string) => string;
  /** The address that a raw socket needs, schema version included. */
  readonly rawUrl: (sessionId: string) => string;
  /** An orderly stop; the data folder stays. */
  readonly stop: () => Promise<void>;
  /** Stops, and removes the data folder. */
  readonly close: () => Promise<void>;
};

/** Lets in who has a cookie `member=<id>` of a member of that session that was not taken out. */
export const cookieAdmit =
  ({ prisma }: Database): Admit =>
  async (request, sessionId) => {
    const id = /(?:^|; )member=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
    const member = await prisma.member.findFirst({ where: { id, sessionId, removedAt: null } });
    if (!member) return null;
    const { name, role, colour } = member;
    const identity = { memberId: id as MemberId, name, role: role as Role, colour };
    return { sessionId, identity, isOwner: false, signInId: null, expiresAt: null };
  };

const listen = (http: Server, port: number): Promise<number> =>
  new Promise((done) => http.listen(port, '127.0.0.1', () => done((http.address() as AddressInfo).port)));

async function newSession({ prisma }: Database, rooms: Rooms, template: TemplateId): Promise<SessionId> {
  const id = newId<SessionId>();
  await prisma.session.create({ data: { id, title: 'Afval scheiden', templateId: template } });
  await rooms.write(id, (doc) => {
    seedJourney(doc, { template: templates[template], phaseModel: 'ttsc', locale: 'nl' });
  });
  return id;
}

async function newMember({ prisma }: Database, sessionId: SessionId, role: Role): Promise<MemberId> {
  const id = newId<MemberId>();
  const colour = await prisma.member.count({ where: { sessionId } });
  await prisma.member.create({ data: { id, sessionId, name: `${role} ${colour}`, role, colour } });
  return id;
}

/** Starts rooms on a free port. */
export async function startSyncServer(options: SyncServerOptions = {}): Promise<SyncServer> {
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'reisgezel-sync-')));
  const db = await openDatabase({ databaseFile: join(dir, 'reisgezel.db'), postgresUrl: options.postgresUrl });
  const logged: LogLine[] = [];
  const note = (level: LogLine['level']) => (about: unknown, message?: string) => {
    logged.push({ level, message: message ?? '', about });
  };
  const log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') } as never;
  const relay = await openRelay({ env: { redisUrl: options.redisUrl }, db, secrets: SECRETS, log });
  const rooms = createRooms({
    journeys: options.journeys?.(db.journeys) ?? db.journeys,
    remainder: db.remainder,
    projector: options.projector?.(createProjector(db.prisma)) ?? createProjector(db.prisma),
    admit: cookieAdmit(db),
    addressOf: ({ socket }) => socket.remoteAddress ?? '',
    allowedOrigin: ({ headers }) => `http://${headers.host}`,
    log,
    relay,
    ...options.rooms?.(db),
  });
  const http = createServer(rooms.answer);
  http.on('upgrade', rooms.upgrade);
  const port = await listen(http, options.port ?? 0);
  const stop = async () => {
    const ended = new Promise((done) => http.close(done));
    await rooms.shutdown();
    http.closeAllConnections();
    await ended;
    await db.close();
  };
  const socketUrl = (sessionId: string) => `ws://127.0.0.1:${port}/sync/${sessionId}`;
  return {
    dir,
    port,
    origin: `http://127.0.0.1:${port}`,
    db,
    rooms,
    relay,
    logged,
    session: (template = 'empty') => newSession(db, rooms, template),
    member: (sessionId, role = 'writer') => newMember(db, sessionId, role),
    socketUrl,
    rawUrl: (sessionId) => `${socketUrl(sessionId)}?${SCHEMA_PARAM}=${SCHEMA_VERSION}`,
    stop,
    close: async () => {
      await stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
