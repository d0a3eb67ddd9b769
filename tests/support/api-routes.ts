import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { RouteHandler } from '@/server/http/route';

const API = fileURLToPath(new URL('../../app/api', import.meta.url));

/** A `route.ts` under app/api. */
export type RouteFile = {
  /** As a contract writes it: `/api/sessions/{sessionId}`; a catch-all is `{...rest}`. */
  readonly path: string;
  readonly file: string;
};

/** Every route file there is, the most specific first, as Next picks them. */
export const routeFiles: readonly RouteFile[] = readdirSync(API, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith(`${sep}route.ts`))
  .map((file) => ({
    file: join(API, file),
    path: `/api/${relative(API, join(API, file, '..'))
      .split(sep)
      .join('/')
      .replace(/\[/g, '{')
      .replace(/\]/g, '}')}`,
  }))
  .sort((a, b) => rank(a.path) - rank(b.path) || a.path.localeCompare(b.path));

function rank(path: string): number {
  return path.includes('{...') ? 2 : path.includes('{') ? 1 : 0;
}

function match(path: string, pathname: string): Record<string, string> | null {
  const pattern = path
    .replace(/[.]/g, '\\.')
    .replace(/\{(\\\.)*(\w+)\}/g, (_, all, name) => `(?<${name}>${all ? '.+' : '[^/]+'})`);
  const found = new RegExp(`^${pattern}$`).exec(pathname);
  if (!found) return null;
  return Object.fromEntries(
    Object.entries(found.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
  );
}

/** The exports of a route file: one function per method. */
export const loadRoute = async (file: string): Promise<Partial<Record<string, RouteHandler>>> =>
  import(pathToFileURL(file).href);

/** Answers a request as Next would: finds the route file, its method, its parameters. */
export async function dispatchToRoute(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  for (const { path, file } of routeFiles) {
    const params = match(path, pathname);
    if (!params) continue;
    const handler = (await loadRoute(file))[request.method];
    if (!handler) return new Response(null, { status: 405 });
    return handler(request, { params: Promise.resolve(params) });
  }
  return new Response(null, { status: 404 });
}
