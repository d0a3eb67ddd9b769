import { afterEach, describe, expect, it } from 'vitest';
import { signIn } from '@/lib/api/account';
import type { Contract } from '@/lib/api/contract';
import { ERROR_STATUS, errorSchema } from '@/lib/api/error';
import { contracts } from '@/lib/api/registry';
import { getHealth, getOpenApi, getReady } from '@/lib/api/service';
import { getJourney, getSession } from '@/lib/api/sessions';
import { catalogues } from '@/lib/i18n/catalogue';
import { startApi, type TestApi } from '@/tests/support/api';
import { loadRoute, routeFiles } from '@/tests/support/api-routes';
import { anOrganiser, aSession } from '@/tests/support/people';

let api: TestApi;
afterEach(() => api?.close());

/** As if the disk had eaten them. */
async function loseTables(): Promise<void> {
  await api.context.db.prisma.$executeRaw`ALTER TABLE "Session" RENAME TO "Gone1"`;
  await api.context.db.prisma.$executeRaw`ALTER TABLE "User" RENAME TO "Gone2"`;
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Method and path of everything that app/api answers. */
async function openAddresses(): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { path, file } of routeFiles.filter((route) => !route.path.includes('{...'))) {
    const methods = Object.keys(await loadRoute(file)).filter((name) => METHODS.includes(name));
    found.push(...methods.map((method) => `${method} ${path}`));
  }
  return found.sort();
}

describe('S4 the census of routes', () => {
  it('finds a contract for every address, and an address for every contract', async () => {
    const listed = Object.values<Contract>(contracts).map(({ method, path }) => `${method} ${path}`);
    expect(await openAddresses()).toEqual(listed.sort());
    expect(new Set(listed).size).toBe(listed.length);
  });

  it('finds them all in the OpenAPI description', async () => {
    api = await startApi();
    const { paths } = (await api.browser().get(getOpenApi)) as { paths: Record<string, Record<string, unknown>> };
    const described = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.sort()).toEqual(await openAddresses());
  });
});

describe('the OpenAPI description', () => {
  type Operation = {
    operationId: string;
    parameters?: { name: string; in: string; required: boolean }[];
    requestBody?: { content: Record<string, { schema: Record<string, unknown> }> };
    responses: Record<string, { $ref?: string; description?: string }>;
    security: Record<string, unknown>[];
  };

  it('has the structure of version 3.1', async () => {
    api = await startApi();
    const description = (await api.browser().get(getOpenApi)) as {
      openapi: string;
      info: { title: string; version: string };
      paths: Record<string, Record<string, Operation>>;
      components: { securitySchemes: Record<string, unknown>; responses: Record<string, unknown> };
    };
    expect(description.openapi).toBe('3.1.0');
    expect(description.info).toMatchObject({ title: 'Reisgezel', version: expect.any(String) });
    const ids: string[] = [];
    for (const [path, operations] of Object.entries(description.paths)) {
      for (const operation of Object.values(operations)) {
        ids.push(operation.operationId);
        const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        expect((operation.parameters ?? []).map(({ name }) => name)).toEqual(names);
        expect(Object.keys(operation.responses).some((status) => status.startsWith('2'))).toBe(true);
        for (const { $ref, description: text } of Object.values(operation.responses)) {
          if ($ref) expect(description.components.responses).toHaveProperty($ref.split('/').at(-1) ?? '');
          else expect(text).toBeTruthy();
        }
        for (const scheme of operation.security.flatMap(Object.keys)) {
          expect(description.components.securitySchemes).toHaveProperty(scheme);
        }
      }
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(JSON.stringify(description)).not.toContain('$schema');
    const create = description.paths['/api/sessions']?.post?.requestBody?.content['application/json']?.schema;
    expect(create).toMatchObject({ type: 'object', required: ['title'], additionalProperties: false });
  });
});

describe('health', () => {
  it('is alive and ready; and alive but not ready without a database', async () => {
    api = await startApi();
    expect(await api.browser().get(getHealth)).toEqual({ status: 'ok' });
    expect(await api.browser().get(getReady)).toEqual({
      status: 'ready',
      relay: 'none',
      lost: { sessions: 0, edits: 0 },
    });
    await loseTables();
    expect(await api.browser().get(getHealth)).toEqual({ status: 'ok' });
    const { status, json } = await api.browser().call(getReady);
    expect([status, json]).toMatchObject([503, { error: { code: 'unavailable' } }]);
  });
});

describe('S40 a surprise', () => {
  it('lets nobody in, says nothing but a number, and stands in the log under that', async () => {
    api = await startApi();
    const anna = await anOrganiser(api);
    const { id } = await aSession(anna);
    const lines: unknown[] = [];
    const log = { ...api.context.log, error: (line: unknown) => lines.push(line) };
    Object.assign(api.context.log, log);
    await loseTables();
    for (const { status, json, response } of [
      await anna.call(getSession, { params: { sessionId: id } }),
      await anna.call(signIn, { body: { email: 'anna@example.org', password: 'x' } }),
    ]) {
      expect(status).toBe(500);
      expect(json).toEqual({ error: { code: 'internal', message: catalogues.nl.errors.code.internal } });
      expect(lines).toContainEqual(expect.objectContaining({ incident: response.headers.get('x-incident') }));
    }
  });

  it('T8 never shows a journey that cannot be read as an empty one', async () => {
    api = await startApi();
    const anna = await anOrganiser(api);
    const { id } = await aSession(anna, { templateId: 'example' });
    await api.context.rooms.shutdown();
    const { prisma } = api.context.db;
    await prisma.journeySnapshot.updateMany({ where: { sessionId: id }, data: { hash: new Uint8Array(32) } });
    await prisma.journeyUpdate.updateMany({ where: { sessionId: id }, data: { hash: new Uint8Array(32) } });
    await api.stop();
    api = await startApi({ dataDir: api.dataDir });
    const { status, json } = await anna.call(getJourney, { params: { sessionId: id } });
    expect([status, json]).toMatchObject([500, { error: { code: 'unreadable' } }]);
  });
});

describe('refusals', () => {
  it('have a sentence in both languages, and one shape', () => {
    for (const code of Object.keys(ERROR_STATUS)) {
      for (const { errors } of Object.values(catalogues)) {
        const message = (errors.code as Record<string, string>)[code];
        expect(errorSchema.safeParse({ error: { code, message } }).success).toBe(true);
      }
    }
  });
});
